import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { ask, database } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { isHeld, notifyOpen, plannedOnce, sql } from '#lib/db/sql.ts'
import type { Attempt } from './attempt.ts'
import { attemptRows, leaseMs } from './attempt.ts'
import type { WorkerContext } from './context.ts'

/** Taken for the length of a claim, so that two processes do not both see the last free place. */
const claimLock = 72_651_002

/** Keeps other processes from a claim until this one is over. The embedded database has one connection, and needs no lock. */
const alone = (): Sql[] =>
  database().kind === 'embedded' ? [] : [sql`${plannedOnce} SELECT pg_advisory_xact_lock(${claimLock})::text`]

export const lease = sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`

/** What of a generation `g` and its team says where its next call goes. Those that failed since it was asked for were tried. */
const route: Sql = sql`
  (SELECT jsonb_build_object('settings', t."settings"->'routing',
     'keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', k."provider", 'id', k."id")), '[]'::jsonb)
       FROM "Credential" k WHERE k."teamId" = t."id" AND k."provider" <> 'lumenfall'),
     'tried', coalesce(jsonb_agg(o."upstream") FILTER (WHERE o."id" IS NOT NULL), '[]'::jsonb),
     'spentMs', coalesce(sum(extract(epoch FROM o."finishedAt" - o."sentAt") * 1000), 0))
   FROM "Team" t
   LEFT JOIN "Attempt" o ON o."generationId" = g."id" AND o."state" = 'failed' AND o."createdAt" >= g."queuedAt"
   WHERE t."id" = g."teamId" GROUP BY t."id") AS "route"`

/** The columns of `attemptSchema`, from an attempt `a` and its generation `g`. */
export const attemptColumns: Sql = sql`
  a."id", a."teamId", a."generationId", g."authorId", a."number", a."traceId", a."sentAt", a."deadlineAt", a."lookups",
  a."upstream", a."credentialId", g."environment",
  g."modelId", g."provider" AS "pinnedProvider", coalesce(g."prompt", '') AS "prompt", g."n", g."parameters" || g."extra" AS "parameters",
  g."estimateMicros", g."albumId" IS NOT NULL AS "hasAlbum",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('role', gi."role", 'sha256', f."sha256", 'mime', f."mime")
     ORDER BY gi."role", gi."position"), '[]'::jsonb)
   FROM "GenerationInput" gi JOIN "File" f ON f."id" = gi."fileId" WHERE gi."generationId" = g."id") AS "inputs", ${route}`

/** The team's own key, where it has one: its calls are made with it. */
const ownKey = (teamId: Sql): Sql =>
  sql`(SELECT k."id" FROM "Credential" k WHERE k."teamId" = ${teamId} AND k."provider" = 'lumenfall')`

/** Whether a team's pictures are paid for, or drawn by the stand-in. */
export const environmentOf = ({ upstream }: WorkerContext, teamId: Sql): Sql => sql`
  (CASE WHEN ${ownKey(teamId)} IS NULL THEN ${upstream.environment} ELSE 'live' END)::"Environment"`

/**
 * Generation `g` may be called beside what is `running`: there is a place on the server, one for its team, and one with
 * the provider that it is pinned to.
 */
const hasPlace = ({ places, placesOfTeam, placesOfProvider }: WorkerContext): Sql => {
  const limits = JSON.stringify(placesOfProvider ?? {})
  return sql`
    (SELECT count(*) FROM running) < ${places}
    AND g."teamId" NOT IN (SELECT "teamId" FROM running GROUP BY 1 HAVING count(*) >= ${placesOfTeam ?? places})
    AND (g."provider" IS NULL OR g."provider" NOT IN (
      SELECT l."key" FROM jsonb_each_text(${limits}::jsonb) l JOIN running ON running."provider" = l."key"
      GROUP BY l."key", l."value" HAVING count(*) >= l."value"::int))`
}

/** Whether anything waits, for whomever: the claim is dear, and what wakes a worker often has been served by then. */
export async function isAnyQueued(): Promise<boolean> {
  const rows = await ask(sql`${plannedOnce} SELECT 1 FROM "Generation" WHERE "status" = 'queued' LIMIT 1`)
  return rows.length > 0
}

/**
 * The statements of a claim, for one turn; the rows of the last are its answer. They take the next generation for this
 * worker, or none when nothing waits or all places are taken. One statement
 * decides: at most `places` calls at once on the whole server, and fewer for a team or a provider where that is set;
 * whoever has the fewest running first, then whoever was served longest ago, then the oldest. What somebody holds is left for
 * the next claim: whoever asks for something does not wait for another team's changes. What was asked of another environment, and what a paused batch holds,
 * stays where it is: it is not paid here, or not now. The attempt is written with it, and leased.
 */
export function claiming(context: WorkerContext): Sql[] {
  const { owner, upstream } = context
  const attemptId = uuid()
  const traceId = randomBytes(16).toString('hex')
  const claim = sql`
    ${plannedOnce} WITH running AS (
      SELECT "teamId", "authorId", "provider" FROM "Generation" WHERE "status" = 'running'
    ), theirs AS (
      SELECT "teamId", "authorId", count(*) AS calls FROM running GROUP BY 1, 2
    ), chosen AS (
      SELECT g."id" FROM "Generation" g
      JOIN "Team" t ON t."id" = g."teamId"
      JOIN "Membership" m ON m."teamId" = g."teamId" AND m."userId" = g."authorId"
      LEFT JOIN theirs r ON r."teamId" = g."teamId" AND r."authorId" = g."authorId"
      WHERE g."status" = 'queued' AND g."environment" = ${environmentOf(context, sql`g."teamId"`)}
        AND ${hasPlace(context)} AND NOT ${isHeld}
      ORDER BY coalesce(r.calls, 0), m."lastServedAt" NULLS FIRST, g."queuedAt", g."id"
      LIMIT 1
      FOR UPDATE OF g SKIP LOCKED FOR NO KEY UPDATE OF m SKIP LOCKED FOR KEY SHARE OF t SKIP LOCKED
    ), g AS (
      UPDATE "Generation" SET "status" = 'running', "startedAt" = now()
      FROM chosen WHERE "Generation"."id" = chosen."id"
      RETURNING "Generation".*
    ), served AS (
      UPDATE "Membership" m SET "lastServedAt" = now() FROM g WHERE m."teamId" = g."teamId" AND m."userId" = g."authorId"
    ), a AS (
      INSERT INTO "Attempt" ("id", "teamId", "generationId", "number", "upstream", "credentialId", "traceId", "leaseOwner", "leaseUntil")
      SELECT ${attemptId}::uuid, g."teamId", g."id",
        (SELECT count(*) + 1 FROM "Attempt" o WHERE o."generationId" = g."id"), ${upstream.name}, ${ownKey(sql`g."teamId"`)},
        ${traceId}, ${owner}, ${lease}
      FROM g
      RETURNING *
    )
    SELECT ${attemptColumns}, ${notifyOpen(sql`a."teamId"`, sql`a."generationId"`, sql`g."batchId"`)}::text
    FROM a JOIN g ON g."id" = a."generationId"`
  return [...alone(), claim]
}

/** The attempt that a claim has made, from what its turn has answered; null where it took nothing. */
export const claimedIn = (answers: readonly unknown[]): Attempt | null =>
  attemptRows.parse(answers.at(-1))[0] ?? null

/** Takes the next generation for this worker, or null. */
export const claimNext = async (context: WorkerContext): Promise<Attempt | null> =>
  claimedIn(await database().turn(claiming(context)))

const sentRows = z.array(z.object({ sentAt: z.date() }))

/**
 * Commits that the call is about to be made, and to whom: from here on it may be billed. Says since when; null where it
 * must not be made, because the lease was lost, or somebody cancelled it or paused its batch in between.
 */
export async function markSending(attempt: Attempt, owner: string, deadlineMs: number): Promise<Date | null> {
  const rows = await ask(sql`
    ${plannedOnce} UPDATE "Attempt" a SET "state" = 'sending', "sentAt" = now(), "leaseUntil" = ${lease},
      "deadlineAt" = now() + ${deadlineMs} * interval '1 millisecond',
      "upstream" = ${attempt.upstream}, "credentialId" = ${attempt.credentialId}::uuid
    FROM "Generation" g
    WHERE a."id" = ${attempt.id}::uuid AND a."state" = 'claimed' AND a."leaseOwner" = ${owner}
      AND g."id" = a."generationId" AND g."cancelRequestedAt" IS NULL AND NOT ${isHeld}
    RETURNING a."sentAt"`)
  return sentRows.parse(rows)[0]?.sentAt ?? null
}
