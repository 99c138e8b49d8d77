import { z } from 'zod'
import { ask, db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { plannedOnce, sql } from '#lib/db/sql.ts'
import type { Caller, Person, Viewer } from './schema.ts'
import { roles, teamSlugSchema, tokenScopes } from './schema.ts'
import { isTouchDue, touchSession } from './sessions.ts'
import { hashTokenSecret, isTokenSecret } from './token-secrets.ts'

// The one place where proofs are made. What is asked of a session, each time: it exists, it is not revoked, it has
// not run out, and its person is still somebody.

const personRow = z.object({
  userId: z.uuid(),
  sessionId: z.uuid(),
  name: z.string(),
  isAdmin: z.boolean(),
  timeZone: z.string(),
  isDue: z.boolean(),
})

const viewerRow = personRow.extend({
  teamId: z.uuid(),
  teamSlug: z.string(),
  teamName: z.string(),
  role: z.enum(roles),
  /** From the team's settings, by this role. */
  models: z.array(z.string()).nullable().catch(null),
  credentialId: z.uuid().nullable(),
  tokenId: z.uuid().nullable(),
})

const callerRow = viewerRow.extend({
  tokenId: z.uuid(),
  scopes: z.array(z.string()).transform((names) => tokenScopes.filter((scope) => names.includes(scope))),
  corsOrigins: z.array(z.string()),
})

/** Which models the role of membership `m` is held to in team `t`; null for all. */
const models = sql`CASE WHEN m."role" IN ('member', 'editor') THEN t."settings"->'models'->(m."role"::text) END`

/** The own key of team `t`. */
const ownKey = sql`(SELECT k."id" FROM "Credential" k WHERE k."teamId" = t."id" AND k."provider" = 'lumenfall')`

/** Moves the session's end on where that is due, and puts the brand on: the one place where that is done. */
async function prove<Proof>({ isDue, ...row }: z.infer<typeof personRow>): Promise<Proof> {
  if (isDue) await touchSession(row.sessionId)
  // The row has what a proof has, but for the brand.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return row as Proof
}

/** The person of a session; null when it opens nothing. */
export async function personOf(sessionId: string): Promise<Person | null> {
  const rows = await db.$queryRaw`
    SELECT u."id" AS "userId", s."id" AS "sessionId", u."name", u."isAdmin", u."timeZone", ${isTouchDue} AS "isDue"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."id" = ${sessionId}::uuid AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."anonymisedAt" IS NULL`
  const [row] = z.array(personRow).parse(rows)
  return row ? prove<Person>(row) : null
}

/** The person of a session as a member of a team; null for everybody else. */
export async function viewerOf(sessionId: string, teamSlug: string): Promise<Viewer | null> {
  if (!teamSlugSchema.safeParse(teamSlug).success) return null
  const rows = await db.$queryRaw`
    SELECT u."id" AS "userId", s."id" AS "sessionId", u."name", u."isAdmin", u."timeZone", ${isTouchDue} AS "isDue",
      t."id" AS "teamId", t."slug" AS "teamSlug", t."name" AS "teamName", m."role", ${models} AS "models", ${ownKey} AS "credentialId", NULL AS "tokenId"
    FROM "Session" s
    JOIN "User" u ON u."id" = s."userId"
    JOIN "Membership" m ON m."userId" = u."id" AND m."leftAt" IS NULL
    JOIN "Team" t ON t."id" = m."teamId"
    WHERE s."id" = ${sessionId}::uuid AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."anonymisedAt" IS NULL
      AND t."slug" = ${teamSlug}`
  const [row] = z.array(viewerRow).parse(rows)
  return row ? prove<Viewer>(row) : null
}

/** No session: what goes on after the one who asked for it has left the page. */
const noSession = '00000000-0000-0000-0000-000000000000'

/**
 * A member as they are now, for work that they asked for earlier; null for one who left. It is no sign-in: they may
 * have signed out, and what they began goes on.
 */
export async function memberOf(
  client: Pick<typeof db, '$queryRaw'>,
  teamId: string,
  userId: string,
): Promise<Viewer | null> {
  const rows = await client.$queryRaw`
    SELECT u."id" AS "userId", ${noSession} AS "sessionId", u."name", u."isAdmin", u."timeZone", false AS "isDue",
      t."id" AS "teamId", t."slug" AS "teamSlug", t."name" AS "teamName", m."role", ${models} AS "models", ${ownKey} AS "credentialId", NULL AS "tokenId"
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Team" t ON t."id" = m."teamId"
    WHERE m."teamId" = ${teamId}::uuid AND m."userId" = ${userId}::uuid AND m."leftAt" IS NULL
      AND u."anonymisedAt" IS NULL`
  const [row] = z.array(viewerRow).parse(rows)
  return row ? prove<Viewer>(row) : null
}

/** So often at most it is written down that a token was used. */
const usedEvery = sql`interval '1 minute'`

/** Writes down that a token is used, where that was not done just now. */
async function touchToken(id: string): Promise<void> {
  await db.$executeRaw`UPDATE "Token" SET "lastUsedAt" = now() WHERE "id" = ${id}::uuid`
}

/** The program of a token that is good, for its owner as they are now in the team. */
async function programOf(token: Sql): Promise<z.infer<typeof callerRow> | null> {
  const rows = await ask(sql`
    ${plannedOnce} SELECT u."id" AS "userId", ${noSession} AS "sessionId", u."name", u."isAdmin", u."timeZone",
      coalesce(k."lastUsedAt" < now() - ${usedEvery}, true) AS "isDue", t."id" AS "teamId", t."slug" AS "teamSlug", t."name" AS "teamName",
      m."role", ${models} AS "models", ${ownKey} AS "credentialId", k."id" AS "tokenId", k."scopes", k."corsOrigins"
    FROM "Token" k JOIN "Membership" m ON m."teamId" = k."teamId" AND m."userId" = k."ownerId" AND m."leftAt" IS NULL
    JOIN "User" u ON u."id" = m."userId" AND u."anonymisedAt" IS NULL JOIN "Team" t ON t."id" = m."teamId"
    WHERE ${token} AND k."revokedAt" IS NULL AND (k."expiresAt" IS NULL OR k."expiresAt" > now())`)
  return z.array(callerRow).parse(rows)[0] ?? null
}

/** The program that has this token; null for one that opens nothing, whatever the reason. */
export async function callerOf(secret: string): Promise<Caller | null> {
  if (!isTokenSecret(secret)) return null
  const row = await programOf(sql`k."hash" = ${hashTokenSecret(secret)}`)
  if (!row) return null
  if (row.isDue) await touchToken(row.tokenId)
  return prove<Caller>({ ...row, isDue: false })
}

/** The same by the token's id, for what this server itself has signed for it. */
export async function callerOfToken(id: string): Promise<Caller | null> {
  const row = await programOf(sql`k."id" = ${id}::uuid`)
  return row && prove<Caller>({ ...row, isDue: false })
}

/** Whether a token that is good names this origin. It tells nothing of whose. */
export async function isNamedOrigin(origin: string): Promise<boolean> {
  const rows: unknown[] = await db.$queryRaw`
    SELECT 1 FROM "Token" WHERE "corsOrigins" @> ARRAY[${origin}]::text[] AND "revokedAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > now()) LIMIT 1`
  return rows.length > 0
}
