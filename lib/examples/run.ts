import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { trashKeptDays } from '#lib/images/schema/trash.ts'

const isOver = sql`"trashedAt" < now() - make_interval(days => ${trashKeptDays})`

/** Removes examples for good that were taken out 30 days ago. It can be killed anywhere, and called again. */
export async function purgeExamples(): Promise<void> {
  await db.$executeRaw`DELETE FROM "Example" WHERE ${isOver}`
}
