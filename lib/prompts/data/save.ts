import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { ownershipOf, scopeOf } from '#lib/teams/schema.ts'
import type { NewPrompt, PromptChange, VersionContent } from '../schema.ts'
import { folderIdOf } from './folders.ts'
import { freeSlug, requireRoom, slugIsTaken } from './names.ts'
import { promptGone, reach, requireChange } from './visible.ts'

/** A version's columns. */
export const toColumns = ({ variables, parameters, extra, ...content }: VersionContent) => ({
  ...content,
  variables: { ...variables },
  // Checked to be JSON; Prisma knows it by a type of its own.
  parameters: parameters satisfies Prisma.InputJsonObject,
  extra: extra satisfies Prisma.InputJsonObject,
})

interface Insert extends NewPrompt {
  forkedFromId?: string
}

/**
 * Keeps a new prompt with its first version. The same ids asked for twice are one prompt. Throws AppError `forbidden`,
 * `conflict` (the short name is taken, or the id by somebody else's), `invalid` (too many).
 */
export async function createPrompt(viewer: Viewer, input: NewPrompt): Promise<{ id: string; slug: string }> {
  requireChange(viewer, input.scope)
  return keepNew(viewer, input)
}

/** Several may look for a free short name at once, and find the same. */
const mostTries = 5

/** The same, for somebody who may, also from another prompt. */
export async function keepNew(viewer: Viewer, input: Insert): Promise<{ id: string; slug: string }> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.$transaction((tx) => insertPrompt(viewer, tx, input))
    } catch (error) {
      if (!isTaken(error)) throw error
      const same = await findSame(viewer, input.id)
      if (same) return same
      if (input.slug !== undefined) throw slugIsTaken(input.slug)
      if (tries === mostTries)
        throw new AppError('conflict', 'This prompt was just saved elsewhere. Reload the page and try again.')
    }
  }
}

const findSame = (viewer: Viewer, id: string) =>
  db.prompt.findFirst({
    where: { id, teamId: viewer.teamId, createdById: viewer.userId },
    select: { id: true, slug: true },
  })

/** Returns the short name that it got. */
async function insertPrompt(
  viewer: Viewer,
  tx: Prisma.TransactionClient,
  { id, versionId, scope: ownership, content, note, folder, slug: wanted, forkedFromId, ...details }: Insert,
): Promise<{ id: string; slug: string }> {
  const { teamId, userId } = viewer
  const scope = scopeOf(viewer, ownership)
  await requireRoom(viewer, tx, scope)
  const slug = wanted ?? (await freeSlug(viewer, tx, scope, details.title))
  const folderId = await folderIdOf(viewer, tx, scope, folder)
  await tx.prompt.create({
    data: {
      ...details,
      id,
      teamId,
      scope,
      slug,
      folderId,
      text: content.text,
      createdById: userId,
      ...(forkedFromId === undefined ? {} : { forkedFromId }),
    },
    select: { id: true },
  })
  await tx.promptVersion.create({
    data: { ...toColumns(content), id: versionId, teamId, promptId: id, number: 1, note, authorId: userId },
    select: { id: true },
  })
  return { id, slug }
}

/** A prompt that the viewer may change, not in the trash. Throws AppError `not_found`, `forbidden`. */
export async function requirePrompt(viewer: Viewer, id: string): Promise<{ scope: string; title: string }> {
  const row = await db.prompt.findFirst({
    where: { ...reach(viewer), id, trashedAt: null },
    select: { scope: true, title: true },
  })
  if (!row) throw promptGone()
  requireChange(viewer, ownershipOf(row.scope))
  return row
}

/**
 * Changes what is said about a prompt: title, short name, description, tags, folder; and whose it is. What it says
 * itself is changed by a new version. Throws AppError `not_found`, `forbidden`, `conflict` (the short name is taken),
 * `invalid` (too many there).
 */
export async function changePrompt(viewer: Viewer, input: PromptChange): Promise<void> {
  const { id, scope: ownership, folder, ...details } = input
  const before = await requirePrompt(viewer, id)
  requireChange(viewer, ownership)
  const scope = scopeOf(viewer, ownership)
  try {
    await db.$transaction(async (tx) => {
      if (scope !== before.scope) await requireRoom(viewer, tx, scope)
      const folderId = await folderIdOf(viewer, tx, scope, folder)
      const { count } = await tx.prompt.updateMany({
        where: { ...reach(viewer), id, trashedAt: null },
        data: { ...details, scope, folderId, updatedAt: new Date() },
      })
      if (count === 0) throw promptGone()
    })
  } catch (error) {
    if (isTaken(error)) throw slugIsTaken(details.slug)
    throw error
  }
}
