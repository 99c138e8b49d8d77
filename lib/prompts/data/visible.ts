import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { ownershipOf, scopesOf } from '#lib/teams/schema.ts'
import { promptPolicy } from '../policy.ts'
import type { UsedVersion } from '../schema/used.ts'

export const promptGone = () => new AppError('not_found', 'That prompt is gone.')

/** Policy `see`, of a prompt `p`, in the trash or not. */
export const isReached = (viewer: Viewer): Sql =>
  sql`p."teamId" = ${viewer.teamId}::uuid AND p."scope" = ANY(${scopesOf(viewer)})`

/** The same for Prisma. */
export const reach = (viewer: Viewer) => ({ teamId: viewer.teamId, scope: { in: scopesOf(viewer) } })

/** A prompt in the trash is there for those who may bring it back. */
export const isReachedInTrash = (viewer: Viewer): Sql => {
  const scopes = scopesOf(viewer).filter((scope) => promptPolicy.change(viewer, ownershipOf(scope)))
  return sql`p."teamId" = ${viewer.teamId}::uuid AND p."scope" = ANY(${scopes}) AND p."trashedAt" IS NOT NULL`
}

/**
 * The version of the row `r` of a new generation, as a table `v` to join to it: the library's own text, word for word,
 * of a prompt that the viewer sees. What was written differently, or is not theirs, was made with no version.
 */
export const usableVersion = (viewer: Viewer): Sql => sql`
  "PromptVersion" v ON v."id" = r."promptVersionId" AND v."teamId" = ${viewer.teamId}::uuid
    AND v."text" = coalesce(r."template", r."prompt")
    AND EXISTS (SELECT 1 FROM "Prompt" p WHERE p."id" = v."promptId" AND ${isReached(viewer)} AND p."trashedAt" IS NULL)`

/** What a generation's row says of the version that it was made with. */
export const usedVersionSelection = {
  select: {
    id: true,
    number: true,
    prompt: { select: { id: true, title: true, scope: true, trashedAt: true } },
  },
} as const satisfies Prisma.Generation$versionArgs

type UsedRow = Prisma.PromptVersionGetPayload<typeof usedVersionSelection> | null

/** Null for a prompt that is not the viewer's to see, or in the trash: as if it had been typed. */
export function toUsedVersion(viewer: Viewer, row: UsedRow): UsedVersion | null {
  if (!row || row.prompt.trashedAt !== null || !promptPolicy.see(viewer, row.prompt)) return null
  return { id: row.id, number: row.number, promptId: row.prompt.id, title: row.prompt.title }
}

/** Whether the viewer may change a prompt of this scope. Throws AppError `forbidden`. */
export function requireChange(viewer: Viewer, ownership: 'mine' | 'team'): void {
  if (promptPolicy.change(viewer, ownership)) return
  const message =
    ownership === 'team'
      ? 'Only editors change the team’s prompts. Fork it to have one of your own.'
      : 'Guests can look, but not keep prompts.'
  throw new AppError('forbidden', message)
}
