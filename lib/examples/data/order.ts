import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { places } from '#lib/db/places.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { examplePolicy } from '../policy.ts'

/** Throws AppError `forbidden`. */
export function requireChange(viewer: Viewer, ownerId: string | null): void {
  if (examplePolicy.change(viewer, ownerId)) return
  const others =
    ownerId === null ? 'Only editors change the team’s examples.' : 'Only who chose it can change it.'
  const message = ownerId === viewer.userId ? 'Guests can look, but not keep examples.' : others
  throw new AppError('forbidden', message)
}

export const ownerIdOf = (viewer: Viewer, owner: Ownership) => (owner === 'team' ? null : viewer.userId)

/** Whose list of examples it is, as a condition. */
export const isOf = (viewer: Viewer, ownerId: string | null): Sql =>
  sql`e."teamId" = ${viewer.teamId}::uuid AND e."ownerId" IS NOT DISTINCT FROM ${ownerId}::uuid`

/** Lists of examples change one after another, so that places follow one another. */
export const lockExamples = (viewer: Viewer, tx: Prisma.TransactionClient) =>
  tx.$queryRaw`SELECT "id" FROM "Team" WHERE "id" = ${viewer.teamId}::uuid FOR NO KEY UPDATE`

const placeSchema = z.tuple([z.object({ isThere: z.boolean() })])

/**
 * Moves examples in front of another of the same list (null: to its end), in the order given. Their places are numbers
 * between those of their new neighbours; where no room is left there, all of the list is numbered anew. What is not in
 * it is left alone. Throws AppError `forbidden`; `conflict` where the one in front of which they should come is gone.
 */
export async function moveExamples(
  viewer: Viewer,
  owner: Ownership,
  { examples, before }: { examples: readonly string[]; before: string | null },
): Promise<void> {
  const ownerId = ownerIdOf(viewer, owner)
  requireChange(viewer, ownerId)
  const moved = examples.filter((id) => id !== before)
  await db.$transaction(async (tx) => {
    await lockExamples(viewer, tx)
    const [{ isThere }] = placeSchema.parse(
      await tx.$queryRaw`
        SELECT ${before}::uuid IS NULL OR EXISTS (
          SELECT 1 FROM "Example" e WHERE ${isOf(viewer, ownerId)} AND e."id" = ${before}::uuid AND e."trashedAt" IS NULL
        ) AS "isThere"`,
    )
    if (!isThere)
      throw new AppError('conflict', 'The examples have changed meanwhile. Look again, and move it then.')
    await tx.$executeRaw(moving(isOf(viewer, ownerId), moved, before))
  })
}

const moving = (isIn: Sql, ids: readonly string[], before: string | null): Sql => sql`
  WITH ${places({
    moved: sql`
      SELECT e."id", row_number() OVER (ORDER BY given.at) AS at
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given(id, at) JOIN "Example" e ON e."id" = given.id WHERE ${isIn}`,
    others: sql`
      SELECT e."id", e."rank", row_number() OVER (ORDER BY e."rank", e."id") AS at FROM "Example" e
      WHERE ${isIn} AND e."id" NOT IN (SELECT "id" FROM moved)`,
    before,
  })}
  UPDATE "Example" e SET "rank" = placed."rank" FROM placed WHERE ${isIn} AND e."id" = placed."id"`
