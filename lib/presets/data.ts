import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { keptPolicy } from '#lib/teams/policy.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { ownershipOf, scopeOf, scopesOf } from '#lib/teams/schema.ts'
import type { PresetInput, PresetList } from './schema.ts'
import { maxPresets, presetListSchema } from './schema.ts'

/** The viewer's own presets and the team's, each in the order in which they were made. */
export async function listPresets(viewer: Viewer): Promise<PresetList> {
  const rows = await db.preset.findMany({
    where: reach(viewer),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      scope: true,
      name: true,
      modelId: true,
      provider: true,
      values: true,
      extra: true,
      createdAt: true,
    },
  })
  const presets = rows.map((row) => {
    const scope = ownershipOf(row.scope)
    return {
      ...row,
      scope,
      createdAt: row.createdAt.toISOString(),
      can: { change: keptPolicy.change(viewer, scope) },
    }
  })
  const isMine = ({ scope }: { scope: Ownership }) => scope === 'mine'
  return presetListSchema.parse({
    presets: [...presets.filter(isMine), ...presets.filter((preset) => !isMine(preset))],
  })
}

const reach = (viewer: Viewer) => ({ teamId: viewer.teamId, scope: { in: scopesOf(viewer) } })

const gone = () => new AppError('not_found', 'That preset is gone.')
const nameIsTaken = () =>
  new AppError(
    'conflict',
    'There is a preset of that name already. Choose another name, or save over that one.',
  )

function requireChange(viewer: Viewer, ownership: Ownership): void {
  if (keptPolicy.change(viewer, ownership)) return
  const message =
    ownership === 'team'
      ? "Only editors change the team's presets. Keep it as your own instead."
      : 'Guests can look, but not keep presets.'
  throw new AppError('forbidden', message)
}

/** Where a preset of the viewer's reach belongs; null when there is none. */
async function findOwnership(viewer: Viewer, id: string): Promise<Ownership | null> {
  const row = await db.preset.findFirst({ where: { ...reach(viewer), id }, select: { scope: true } })
  return row && ownershipOf(row.scope)
}

/**
 * Keeps a preset, or saves over the one with its id, which may move it between mine and the team's. The same preset
 * saved twice is one. Throws AppError `forbidden`, `conflict` (the name is taken, or the id by somebody else's),
 * `invalid` (too many).
 */
export async function savePreset(viewer: Viewer, input: PresetInput): Promise<{ id: string }> {
  const { id, scope: ownership, name, modelId, provider, values, extra = {} } = input
  const settings = { name, modelId, provider, values, extra }
  requireChange(viewer, ownership)
  const existing = await findOwnership(viewer, id)
  if (existing) requireChange(viewer, existing)
  const scope = scopeOf(viewer, ownership)
  const place = { teamId: viewer.teamId, scope }
  if (existing !== ownership && (await db.preset.count({ where: place })) >= maxPresets) {
    throw new AppError('invalid', `There are ${maxPresets} presets already. Remove one first.`)
  }
  try {
    if (existing) {
      const data = { ...settings, scope, updatedAt: new Date() }
      const { count } = await db.preset.updateMany({ where: { ...reach(viewer), id }, data })
      if (count === 0) throw gone()
    } else {
      await db.preset.create({ data: { id, ...place, ...settings }, select: { id: true } })
    }
  } catch (error) {
    if (isTaken(error)) throw await whatIsTaken(viewer, input)
    throw error
  }
  return { id }
}

async function whatIsTaken(viewer: Viewer, { id, scope, name }: PresetInput): Promise<AppError> {
  const place = { teamId: viewer.teamId, scope: scopeOf(viewer, scope) }
  const other = await db.preset.findFirst({
    where: { ...place, name, id: { not: id } },
    select: { id: true },
  })
  if (other) return nameIsTaken()
  return new AppError('conflict', 'This preset was just saved elsewhere. Reload the page and try again.')
}

/** Throws AppError `not_found`, `forbidden`, `conflict` (the name is taken). */
export async function renamePreset(viewer: Viewer, id: string, name: string): Promise<void> {
  const ownership = await findOwnership(viewer, id)
  if (!ownership) throw gone()
  requireChange(viewer, ownership)
  try {
    await db.preset.updateMany({ where: { ...reach(viewer), id }, data: { name, updatedAt: new Date() } })
  } catch (error) {
    if (isTaken(error)) throw nameIsTaken()
    throw error
  }
}

/** Throws AppError `not_found`, `forbidden`. */
export async function removePreset(viewer: Viewer, id: string): Promise<void> {
  const ownership = await findOwnership(viewer, id)
  if (!ownership) throw gone()
  requireChange(viewer, ownership)
  await db.preset.deleteMany({ where: { ...reach(viewer), id } })
}
