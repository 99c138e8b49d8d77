import 'server-only'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { notifyGeneration, notifyWithdrawn, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { generationPolicy } from '../policy.ts'
import type { Visibility } from '../schema.ts'

const rowsSchema = z.array(z.unknown())

/**
 * Shows a generation and all its images to the team, or to nobody but its author and the admins; also while it runs.
 * Throws AppError `not_found`, `forbidden`.
 */
export async function setVisibility(viewer: Viewer, id: string, visibility: Visibility): Promise<void> {
  const thing = await db.generation.findFirst({
    where: { id, teamId: viewer.teamId, trashedAt: null },
    select: { authorId: true, visibility: true },
  })
  if (!thing || !generationPolicy.see(viewer, thing))
    throw new AppError('not_found', 'That generation is gone.')
  if (!generationPolicy.setVisibility(viewer, thing)) {
    throw new AppError('forbidden', 'Only its author or an admin can decide who sees this.')
  }
  const news = visibility === 'private' ? notifyWithdrawn : notifyGeneration
  await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw`
      WITH changed AS (
        UPDATE "Generation" SET "visibility" = ${visibility}::"Visibility"
        WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "visibility" <> ${visibility}::"Visibility"
        RETURNING *
      )
      SELECT ${news(sql`"teamId"`, sql`"id"`)}::text FROM changed`
    if (rowsSchema.parse(changed).length === 0) return
    // A statement of its own: an image that a worker was just storing is seen by it.
    await tx.$executeRaw`
      UPDATE "Image" SET "visibility" = ${visibility}::"Visibility"
      WHERE "generationId" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid`
    await writeAudit(tx, {
      teamId: viewer.teamId,
      actorId: viewer.userId,
      action: 'generation.set_visibility',
      subject: `generation:${id}`,
      detail: { visibility },
    })
  })
}
