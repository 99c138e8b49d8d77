import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { trashKeptDays } from '#lib/images/schema/trash.ts'
import { inTurns } from '#lib/jobs/in-turns.ts'

/** So many of one transaction: in the meantime the embedded database does nothing else. */
const atOnce = 20

const isOver = sql`"trashedAt" < now() - make_interval(days => ${trashKeptDays})`
const idRows = z.array(z.object({ id: z.uuid() }))

/**
 * Removes prompts for good that have lain in the trash for 30 days, with their versions, labels and pins. What was made
 * with them stays, and no longer says so; examples keep their recipes; forks stand for themselves. Folders in which
 * nothing is left go, too. It can be killed anywhere, and called again.
 */
export async function purgePrompts(): Promise<void> {
  await inTurns(purgeSome)
  await db.$executeRaw`
    DELETE FROM "Folder" f WHERE f."createdAt" < now() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM "Prompt" p WHERE p."folderId" = f."id")`
}

async function purgeSome(): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT "id" FROM "Prompt" WHERE ${isOver} ORDER BY "id" LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`
    const ids = idRows.parse(rows).map(({ id }) => id)
    if (ids.length === 0) return false
    const versions = sql`SELECT "id" FROM "PromptVersion" WHERE "promptId" = ANY(${ids}::uuid[])`
    await tx.$executeRaw`UPDATE "Generation" SET "promptVersionId" = NULL WHERE "promptVersionId" IN (${versions})`
    await tx.$executeRaw`
      UPDATE "Example" SET "promptId" = NULL, "promptVersionId" = NULL
      WHERE "promptId" = ANY(${ids}::uuid[]) OR "promptVersionId" IN (${versions})`
    await tx.$executeRaw`UPDATE "Prompt" SET "forkedFromId" = NULL WHERE "forkedFromId" = ANY(${ids}::uuid[])`
    await tx.$executeRaw`DELETE FROM "PromptLabel" WHERE "promptId" = ANY(${ids}::uuid[])`
    await tx.$executeRaw`DELETE FROM "PromptPin" WHERE "promptId" = ANY(${ids}::uuid[])`
    await tx.$executeRaw`DELETE FROM "PromptVersion" WHERE "promptId" = ANY(${ids}::uuid[])`
    await tx.$executeRaw`DELETE FROM "Prompt" WHERE "id" = ANY(${ids}::uuid[])`
    return true
  })
}
