import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { inTurns } from '#lib/jobs/in-turns.ts'
import { trashKeptDays } from '../schema/trash.ts'
import { purgeGenerations, purgeImages } from './purge.ts'

/** So many in one transaction: in the meantime the embedded database does nothing else. */
const atOnce = 200

const isOver = sql`"trashedAt" < now() - make_interval(days => ${trashKeptDays})`

const foundSchema = z.array(z.object({ id: z.uuid(), teamId: z.uuid(), generationId: z.uuid() }))
const idRows = z.array(z.object({ id: z.uuid() }))

/**
 * Empties the trash of what has lain there for 30 days: images, generations, albums. It can be killed anywhere, and
 * called again. Throws when the database is away.
 */
export async function purgeTrash(): Promise<void> {
  await inTurns(purgeSomeImages)
  await inTurns(purgeSomeGenerations)
  await purgeAlbums()
  await letGoOfStrays()
}

async function purgeSomeImages(): Promise<boolean> {
  const rows = await db.$queryRaw`
    SELECT "id", "teamId", "generationId" FROM "Image" WHERE ${isOver} ORDER BY "teamId" LIMIT ${atOnce}`
  const found = foundSchema.parse(rows)
  const [first] = found
  if (!first) return false
  const { teamId } = first
  const ofTeam = found.filter((image) => image.teamId === teamId)
  const generationIds = ofTeam.map(({ generationId }) => generationId)
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`
      SELECT "id" FROM "Generation" WHERE "id" = ANY(${generationIds}::uuid[]) ORDER BY "id" FOR UPDATE`
    // Restored meanwhile, it stays.
    const still = await tx.$queryRaw`
      SELECT "id" FROM "Image" WHERE "id" = ANY(${ofTeam.map(({ id }) => id)}::uuid[]) AND ${isOver}`
    const ids = idRows.parse(still).map(({ id }) => id)
    await purgeImages(tx, ids)
    const detail = { images: ids.length, after: `${trashKeptDays} days` }
    await writeAudit(tx, { teamId, actorId: null, action: 'trash.purge', subject: `team:${teamId}`, detail })
  })
  return true
}

/** Those that had no images, or whose images went one by one. */
async function purgeSomeGenerations(): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT "id" FROM "Generation" g WHERE g."purgedAt" IS NULL AND ${isOver}
        AND g."status" NOT IN ('queued', 'running', 'unknown')
        AND NOT EXISTS (SELECT 1 FROM "Image" i WHERE i."generationId" = g."id")
      ORDER BY g."id" LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`
    const ids = idRows.parse(rows).map(({ id }) => id)
    await purgeGenerations(tx, ids)
    return ids.length > 0
  })
}

/** An album's images stay what they are; what was to come into it comes without. */
async function purgeAlbums(): Promise<void> {
  for (const { id } of idRows.parse(await db.$queryRaw`SELECT "id" FROM "Album" WHERE ${isOver}`)) {
    await db.$transaction(async (tx) => {
      // Generations before albums, as whoever stores their pictures has it.
      await tx.$queryRaw`SELECT "id" FROM "Generation" WHERE "albumId" = ${id}::uuid ORDER BY "id" FOR UPDATE`
      const still =
        await tx.$queryRaw`SELECT "id" FROM "Album" WHERE "id" = ${id}::uuid AND ${isOver} FOR UPDATE`
      if (idRows.parse(still).length === 0) return
      await tx.albumImage.deleteMany({ where: { albumId: id } })
      await tx.generation.updateMany({ where: { albumId: id }, data: { albumId: null } })
      await tx.album.delete({ where: { id } })
    })
  }
}

/**
 * Files that nothing refers to, and of which nobody ever said so: their writer died before it came to that. Not of the
 * last day: they may still be wanted. Whoever refers to one takes it back.
 */
async function letGoOfStrays(): Promise<void> {
  await db.$executeRaw`
    UPDATE "File" f SET "unreferencedAt" = now()
    WHERE f."unreferencedAt" IS NULL AND f."createdAt" < now() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM "Image" i WHERE i."fileId" = f."id")
      AND NOT EXISTS (SELECT 1 FROM "GenerationInput" g WHERE g."fileId" = f."id")`
}
