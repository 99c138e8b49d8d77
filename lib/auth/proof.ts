import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Person, Viewer } from './schema.ts'
import { roles, teamSlugSchema } from './schema.ts'
import { touchSession } from './sessions.ts'

// The one place where proofs are made. What is asked of a session, each time: it exists, it is not revoked, it has
// not run out, and its person is still somebody.

const personRow = z.object({
  userId: z.uuid(),
  sessionId: z.uuid(),
  name: z.string(),
  isAdmin: z.boolean(),
  timeZone: z.string(),
})

const viewerRow = personRow.extend({
  teamId: z.uuid(),
  teamSlug: z.string(),
  teamName: z.string(),
  role: z.enum(roles),
})

// The one place where a brand is put on.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const prove = <Proof>(row: object) => row as Proof

/** The person of a session; null when it opens nothing. */
export async function personOf(sessionId: string): Promise<Person | null> {
  const rows = await db.$queryRaw`
    SELECT u."id" AS "userId", s."id" AS "sessionId", u."name", u."isAdmin", u."timeZone"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."id" = ${sessionId}::uuid AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."anonymisedAt" IS NULL`
  const [row] = z.array(personRow).parse(rows)
  if (!row) return null
  await touchSession(sessionId)
  return prove<Person>(row)
}

/** The person of a session as a member of a team; null for everybody else. */
export async function viewerOf(sessionId: string, teamSlug: string): Promise<Viewer | null> {
  if (!teamSlugSchema.safeParse(teamSlug).success) return null
  const rows = await db.$queryRaw`
    SELECT u."id" AS "userId", s."id" AS "sessionId", u."name", u."isAdmin", u."timeZone",
      t."id" AS "teamId", t."slug" AS "teamSlug", t."name" AS "teamName", m."role"
    FROM "Session" s
    JOIN "User" u ON u."id" = s."userId"
    JOIN "Membership" m ON m."userId" = u."id" AND m."leftAt" IS NULL
    JOIN "Team" t ON t."id" = m."teamId"
    WHERE s."id" = ${sessionId}::uuid AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND u."anonymisedAt" IS NULL
      AND t."slug" = ${teamSlug}`
  const [row] = z.array(viewerRow).parse(rows)
  if (!row) return null
  await touchSession(sessionId)
  return prove<Viewer>(row)
}
