import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { previewSizes } from '#lib/picture.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'

/** A draft keeps its pictures for as long as the trash keeps its own. */
const uploadsKept = sql`interval '30 days'`
/** Longer than any transaction lives that may be about to refer to it. */
const filesKept = sql`interval '7 days'`

/** File `f` has been needed by nobody for long, and still is not. */
const isUnneeded: Sql = sql`
  f."unreferencedAt" < now() - ${filesKept}
  AND NOT EXISTS (SELECT 1 FROM "Image" i WHERE i."fileId" = f."id")
  AND NOT EXISTS (SELECT 1 FROM "Upload" u WHERE u."fileId" = f."id")
  AND NOT EXISTS (SELECT 1 FROM "GenerationInput" g WHERE g."fileId" = f."id")`

const rowsSchema = z.array(z.object({ id: z.uuid(), teamId: z.uuid(), sha256: z.string() }))

/**
 * Lets go of uploads of which nothing was made for 30 days, and of files that nothing refers to. What a generation
 * started from stays. Throws when the storage or the database is away; then it can be called again.
 */
export async function purgeUploads(storage: Storage): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "Upload" u WHERE u."createdAt" < now() - ${uploadsKept}
      AND NOT EXISTS (SELECT 1 FROM "GenerationInput" g WHERE g."uploadId" = u."id")`
  const rows = await db.$queryRaw`SELECT f."id", f."teamId", f."sha256" FROM "File" f WHERE ${isUnneeded}`
  for (const file of rowsSchema.parse(rows)) await purgeFile(storage, file)
}

/** Under the row's lock, so that whoever puts the same bytes waits, and then puts them anew. */
async function purgeFile(storage: Storage, { id, teamId, sha256 }: z.infer<typeof rowsSchema>[number]) {
  await db.$transaction(async (tx) => {
    const locked: unknown[] = await tx.$queryRaw`
      SELECT f."id" FROM "File" f WHERE f."id" = ${id}::uuid AND ${isUnneeded} FOR UPDATE`
    if (locked.length === 0) return
    await tx.file.delete({ where: { id } })
    for (const size of previewSizes) await storage.remove(previewKey(teamId, sha256, size))
    await storage.remove(originalKey(teamId, sha256))
  })
}
