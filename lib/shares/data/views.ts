import 'server-only'
import { isbot } from 'isbot'
import type { Visitor } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'

interface Opening {
  /** Null for nobody. */
  personId: string | null
  method: string
  userAgent: string
  /** Loaded by the browser before anybody asked. */
  isAhead: boolean
}

/** Counts that a link was opened, by its team's day: but for its maker, programs, and what nobody looks at. */
export async function countView(visitor: Visitor, opening: Opening): Promise<void> {
  const { personId, method, userAgent, isAhead } = opening
  if (personId === visitor.makerId || method !== 'GET' || isAhead || userAgent === '' || isbot(userAgent))
    return
  await db.$executeRaw`
    INSERT INTO "ShareDay" AS d ("shareId", "teamId", "day", "views")
    SELECT ${visitor.shareId}::uuid, t."id", (now() AT TIME ZONE t."timeZone")::date, 1
    FROM "Team" t WHERE t."id" = ${visitor.teamId}::uuid
    ON CONFLICT ("shareId", "day") DO UPDATE SET "views" = d."views" + 1`
}
