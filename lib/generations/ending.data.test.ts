import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { charge, sql } from '#lib/db/sql.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'

openWorld()

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }))

/** Entries of as many calls; whose does not matter, so nothing is there that they belong to. */
const fillLedger = (teamId: string, userId: string, entries: number) =>
  db.$transaction([
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`
      INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "attemptId", "kind", "micros", "periodStart", "userId", "modelId",
        "environment")
      SELECT gen_random_uuid(), ${teamId}::uuid, gen_random_uuid(), gen_random_uuid(), 'charge', 1, now(), ${userId}::uuid, 'm',
        'standin'
      FROM generate_series(1, ${entries}::int)`,
  ])

test('what one call costs is booked without a look through the whole ledger', async () => {
  const viewer = await aViewer()
  await fillLedger(viewer.teamId, viewer.userId, 20_000)
  await db.$executeRaw`ANALYZE "LedgerEntry"`
  const rows = await db.$queryRaw(sql`EXPLAIN ${charge(uuid(), uuid(), 30_000n, null)}`)
  const plan = planRows.parse(rows).map((row) => row['QUERY PLAN'])
  expect(plan.join('\n')).toMatch(/Index Scan using "LedgerEntry_generationId_idx"/)
  expect(plan.join('\n')).not.toMatch(/Seq Scan on "LedgerEntry"/)
})
