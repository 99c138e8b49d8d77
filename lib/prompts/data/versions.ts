import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { Fork, NewVersion } from '../schema.ts'
import { maxVersions, versionContentSchema } from '../schema.ts'
import { isSame } from '../schema/same.ts'
import { keepNew, requirePrompt, toColumns } from './save.ts'
import { isReached, promptGone, reach, requireChange } from './visible.ts'

type Transaction = Prisma.TransactionClient

export interface Saved {
  id: string
  number: number
}

/** What of a version's row is its content. */
export const contentSelection = {
  text: true,
  isPlain: true,
  variables: true,
  modelId: true,
  provider: true,
  parameters: true,
  extra: true,
} as const satisfies Prisma.PromptVersionSelect

/** Holds a prompt until the transaction ends, so that its versions follow one another. Throws AppError `not_found`. */
export async function lockPrompt(viewer: Viewer, tx: Transaction, id: string): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT p."id" FROM "Prompt" p WHERE p."id" = ${id}::uuid AND ${isReached(viewer)} AND p."trashedAt" IS NULL FOR UPDATE`
  if (z.array(z.unknown()).parse(rows).length === 0) throw promptGone()
}

/** The newest version of a prompt, which is locked. */
export async function newestOf(viewer: Viewer, tx: Transaction, promptId: string) {
  const row = await tx.promptVersion.findFirst({
    where: { promptId, teamId: viewer.teamId },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, ...contentSelection },
  })
  if (!row) throw promptGone()
  const { id, number, ...content } = row
  return { id, number, content: versionContentSchema.parse(content) }
}

/** Adds the next version to a prompt, which is locked. */
export async function addVersion(
  viewer: Viewer,
  tx: Transaction,
  { id, prompt, content, note, number }: NewVersion & { number: number },
): Promise<Saved> {
  const { teamId, userId } = viewer
  if (number > maxVersions)
    throw new AppError('invalid', `This prompt has ${maxVersions} versions. Fork it, and go on from there.`)
  await tx.promptVersion.create({
    data: { ...toColumns(content), id, teamId, promptId: prompt, number, note, authorId: userId },
    select: { id: true },
  })
  await tx.prompt.update({
    where: { teamId_id: { teamId, id: prompt } },
    data: { text: content.text, updatedAt: new Date() },
    select: { id: true },
  })
  return { id, number }
}

/**
 * Saves a new version of a prompt, with the next number, however many save at once. The same id asked for twice is one.
 * Throws AppError `not_found`, `forbidden`, `invalid` where it says what the newest says already.
 */
export async function saveVersion(viewer: Viewer, input: NewVersion): Promise<Saved> {
  await requirePrompt(viewer, input.prompt)
  try {
    return await db.$transaction((tx) => addIfNew(viewer, tx, input))
  } catch (error) {
    if (!isTaken(error)) throw error
    // One's own was looked for: the id is somebody else's.
    throw new AppError('conflict', 'This version was just saved elsewhere. Reload the page and try again.')
  }
}

async function addIfNew(viewer: Viewer, tx: Transaction, input: NewVersion): Promise<Saved> {
  await lockPrompt(viewer, tx, input.prompt)
  const same = await findSame(viewer, tx, input)
  if (same) return same
  const newest = await newestOf(viewer, tx, input.prompt)
  if (isSame(newest.content, input.content))
    throw new AppError('invalid', `That is what version ${newest.number} says already.`)
  return addVersion(viewer, tx, { ...input, number: newest.number + 1 })
}

const findSame = (viewer: Viewer, tx: Transaction, { id, prompt }: NewVersion) =>
  tx.promptVersion.findFirst({
    where: { id, promptId: prompt, teamId: viewer.teamId, authorId: viewer.userId },
    select: { id: true, number: true },
  })

/** A version of a prompt that the viewer sees. Throws AppError `not_found`. */
async function requireVersion(viewer: Viewer, id: string) {
  const row = await db.promptVersion.findFirst({
    where: { id, teamId: viewer.teamId, prompt: { ...reach(viewer), trashedAt: null } },
    select: {
      number: true,
      promptId: true,
      ...contentSelection,
      prompt: { select: { title: true, description: true, tags: true } },
    },
  })
  if (!row) throw promptGone()
  const { number, promptId, prompt, ...content } = row
  return { number, promptId, prompt, content: versionContentSchema.parse(content) }
}

/**
 * Makes an old version the newest again, as a version of its own. Throws AppError `not_found`, `forbidden`, `invalid`
 * for the newest itself.
 */
export async function restoreVersion(viewer: Viewer, input: { id: string; version: string }): Promise<Saved> {
  const { promptId: prompt, number, content } = await requireVersion(viewer, input.version)
  return saveVersion(viewer, { id: input.id, prompt, content, note: `Restored from version ${number}` })
}

/**
 * Takes a version over as a prompt of the viewer's own, which remembers where it comes from. Throws AppError
 * `not_found`, `forbidden` (a guest), `invalid` (too many), `conflict`.
 */
export async function forkPrompt(viewer: Viewer, input: Fork): Promise<{ id: string; slug: string }> {
  const { prompt, promptId, number, content } = await requireVersion(viewer, input.version)
  requireChange(viewer, 'mine')
  const { title, description, tags } = prompt
  const fork = { id: input.id, versionId: input.versionId, scope: 'mine', title, description, tags } as const
  const note = `Forked from “${title}”, version ${number}`
  return keepNew(viewer, { ...fork, folder: null, content, note, forkedFromId: promptId })
}
