import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { keptPolicy } from '#lib/teams/policy.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { ownershipOf, scopeOf, scopesOf } from '#lib/teams/schema.ts'
import type { WildcardInput } from '../schema.ts'
import { maxWildcards } from '../schema.ts'

const reach = (viewer: Viewer) => ({ teamId: viewer.teamId, scope: { in: scopesOf(viewer) } })

const gone = () => new AppError('not_found', 'That list is gone.')

function requireChange(viewer: Viewer, ownership: Ownership): void {
  if (keptPolicy.change(viewer, ownership)) return
  const message =
    ownership === 'team'
      ? "Only editors change the team's lists. Keep it as your own instead: yours is read first."
      : 'Guests can look, but not keep lists.'
  throw new AppError('forbidden', message)
}

async function findOwnership(viewer: Viewer, id: string): Promise<Ownership | null> {
  const row = await db.wildcard.findFirst({ where: { ...reach(viewer), id }, select: { scope: true } })
  return row && ownershipOf(row.scope)
}

/**
 * Keeps a list, or saves over the one with its id, which may move it between mine and the team's. Saved twice it is
 * one. Throws AppError `forbidden`, `conflict` (the name is taken, or the id by somebody else's), `invalid` (too many).
 */
export async function saveWildcard(viewer: Viewer, input: WildcardInput): Promise<{ id: string }> {
  const { id, scope: ownership, name, lines } = input
  requireChange(viewer, ownership)
  const existing = await findOwnership(viewer, id)
  if (existing) requireChange(viewer, existing)
  const place = { teamId: viewer.teamId, scope: scopeOf(viewer, ownership) }
  if (existing !== ownership && (await db.wildcard.count({ where: place })) >= maxWildcards) {
    throw new AppError('invalid', `There are ${maxWildcards} lists already. Remove one first.`)
  }
  try {
    if (existing) {
      const data = { name, lines, scope: place.scope, updatedAt: new Date() }
      const { count } = await db.wildcard.updateMany({ where: { ...reach(viewer), id }, data })
      if (count === 0) throw gone()
    } else {
      await db.wildcard.create({ data: { id, ...place, name, lines }, select: { id: true } })
    }
  } catch (error) {
    if (isTaken(error)) throw await whatIsTaken(viewer, input)
    throw error
  }
  return { id }
}

async function whatIsTaken(viewer: Viewer, { id, scope, name }: WildcardInput): Promise<AppError> {
  const place = { teamId: viewer.teamId, scope: scopeOf(viewer, scope) }
  const where = { ...place, name, id: { not: id } }
  const other = await db.wildcard.findFirst({ where, select: { id: true } })
  const message = other
    ? `There is a list __${name}__ already. Choose another name, or change that one.`
    : 'This list was just saved elsewhere. Reload the page and try again.'
  return new AppError('conflict', message)
}

/** Throws AppError `not_found`, `forbidden`. */
export async function removeWildcard(viewer: Viewer, id: string): Promise<void> {
  const ownership = await findOwnership(viewer, id)
  if (!ownership) throw gone()
  requireChange(viewer, ownership)
  await db.wildcard.deleteMany({ where: { ...reach(viewer), id } })
}
