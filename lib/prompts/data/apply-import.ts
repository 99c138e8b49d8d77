import 'server-only'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Step } from '../schema/plan.ts'
import { folderIdOf } from './folders.ts'
import { toColumns } from './save.ts'

type Transaction = Prisma.TransactionClient

/** Rows of one statement: far from what a statement may have in parameters. */
const atOnce = 500

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await write(rows.slice(at, at + atOnce))
}

/** The folders that are named, by their names. */
async function foldersOf(viewer: Viewer, tx: Transaction, scope: string, steps: readonly Step[]) {
  const ids = new Map<string | null | undefined, string | null>()
  for (const { details } of steps) {
    const { folder } = details
    if (folder !== undefined && !ids.has(folder)) ids.set(folder, await folderIdOf(viewer, tx, scope, folder))
  }
  return ids
}

/** Does the steps of an import, in its transaction, in a few statements for all of them together. */
export async function applySteps(
  viewer: Viewer,
  tx: Transaction,
  scope: string,
  steps: readonly Step[],
): Promise<void> {
  const { teamId, userId } = viewer
  const folders = await foldersOf(viewer, tx, scope, steps)
  const placed = steps.map((step) => ({ step, promptId: step.kind === 'new' ? uuid() : step.id }))
  const made = placed.flatMap(({ step, promptId }) => {
    if (step.kind !== 'new') return []
    const { folder, ...details } = step.details
    const text = step.versions.at(-1)?.content.text ?? ''
    const row = { id: promptId, teamId, scope, slug: step.slug, ...details, text, createdById: userId }
    return [{ ...row, folderId: folders.get(folder) ?? null }]
  })
  await inParts(made, (data) => tx.prompt.createMany({ data }))
  const versions = placed.flatMap(({ step, promptId }) =>
    step.versions.map(({ number, content, note }) => ({
      ...toColumns(content),
      id: uuid(),
      teamId,
      promptId,
      number,
      note,
      authorId: userId,
    })),
  )
  await inParts(versions, (data) => tx.promptVersion.createMany({ data }))
  for (const { step } of placed) if (step.kind === 'change') await change(tx, viewer, step, folders)
  await label(tx, viewer, placed)
}

async function change(
  tx: Transaction,
  { teamId }: Viewer,
  { id, details, versions }: Extract<Step, { kind: 'change' }>,
  folders: ReadonlyMap<string | null | undefined, string | null>,
): Promise<void> {
  const { folder, ...rest } = details
  const text = versions.at(-1)?.content.text
  if (Object.keys(details).length === 0 && text === undefined) return
  await tx.prompt.update({
    where: { teamId_id: { teamId, id } },
    data: {
      ...rest,
      ...(folder === undefined ? {} : { folderId: folders.get(folder) ?? null }),
      ...(text === undefined ? {} : { text }),
      updatedAt: new Date(),
    },
    select: { id: true },
  })
}

async function label(
  tx: Transaction,
  { teamId, userId: movedById }: Viewer,
  placed: readonly { step: Step; promptId: string }[],
): Promise<void> {
  const labelled = placed.filter(({ step }) => step.labels.length > 0)
  if (labelled.length === 0) return
  const rows = await tx.promptVersion.findMany({
    where: { teamId, promptId: { in: labelled.map(({ promptId }) => promptId) } },
    select: { id: true, promptId: true, number: true },
  })
  const idOf = new Map(rows.map(({ id, promptId, number }) => [`${promptId} ${number}`, id]))
  for (const { step, promptId } of labelled)
    for (const { name, number, isProtected } of step.labels) {
      const versionId = idOf.get(`${promptId} ${number}`)
      if (versionId === undefined) continue
      const moved = { versionId, isProtected, movedById, movedAt: new Date() }
      await tx.promptLabel.upsert({
        where: { promptId_name: { promptId, name } },
        create: { promptId, teamId, name, ...moved },
        update: moved,
        select: { name: true },
      })
    }
}
