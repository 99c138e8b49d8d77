import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from 'pg'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { askOnce, keyedCalls, keyedEnv } from './keyed-calls.ts'

/** 120 in the usual run; KEYED_CALLS=500 for the figure that is promised. */
const count = Number(process.env.KEYED_CALLS ?? 120)

const price = 30_000

let programs: Programs

beforeAll(async () => {
  // The whole server on this file's own database.
  programs = await startPrograms({ ...keyedEnv, DATABASE_URL: process.env.DATABASE_URL ?? '' })
})
afterAll(() => programs?.stop())

const rowSchema = z.object({
  key: z.string(),
  status: z.string(),
  n: z.number(),
  cost: z.number().nullable(),
  charged: z.number(),
  reserved: z.number(),
  traces: z.array(z.string()),
  hashes: z.array(z.string()),
})

async function rows() {
  const client = new Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  const { rows: read } = await client.query<unknown[]>(`
    SELECT g."requestKey" AS key, g."status", g."n", g."costMicros"::float8 AS cost,
      (SELECT coalesce(sum("micros") FILTER (WHERE "kind" IN ('charge', 'adjust')), 0)::float8
       FROM "LedgerEntry" l WHERE l."generationId" = g."id") AS charged,
      (SELECT coalesce(sum("micros") FILTER (WHERE "kind" IN ('reserve', 'release')), 0)::float8
       FROM "LedgerEntry" l WHERE l."generationId" = g."id") AS reserved,
      (SELECT coalesce(json_agg(a."traceId"), '[]') FROM "Attempt" a WHERE a."generationId" = g."id") AS traces,
      (SELECT coalesce(json_agg(f."sha256" ORDER BY i."position"), '[]')
       FROM "Image" i JOIN "File" f ON f."id" = i."fileId" WHERE i."generationId" = g."id") AS hashes
    FROM "Generation" g`)
  await client.end()
  return z.array(rowSchema).parse(read)
}

test(
  `${count} calls with a key under faults, with three kills: each key is one bill and one set of pictures`,
  async () => {
    const startedAt = Date.now()
    const { calls, kills, client } = await keyedCalls(programs, count)
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0)
    for (const { waiting, open } of kills) {
      expect(waiting).toBeGreaterThanOrEqual(8)
      expect(open).toBeGreaterThanOrEqual(3)
    }

    const bill = programs.standin.control.bill()
    const made = await rows()
    expect(made).toHaveLength(count)
    for (const { key, n, hashes } of calls) {
      const [row, ...more] = made.filter((each) => each.key === key)
      expect(more).toEqual([])
      expect(row).toMatchObject({
        status: 'succeeded',
        n,
        cost: n * price,
        charged: n * price,
        reserved: 0,
        hashes,
      })
      const billed = bill.requests.filter(({ traceId }) => traceId !== null && row?.traces.includes(traceId))
      expect(billed, key).toMatchObject([{ images: n, costMicros: n * price }])
    }
    expect(bill.requests).toHaveLength(count)
    // No two calls got the same pictures.
    expect(new Set(calls.flatMap(({ hashes }) => hashes)).size).toBe(bill.images)

    // Asked once more, all is as it was, and nothing is sent.
    const sent = programs.standin.control.calls().length
    for (const call of calls.slice(0, 20)) expect(await askOnce(client, call)).toEqual(call.hashes)
    const paths = programs.standin.control
      .calls()
      .slice(sent)
      .map(({ path }) => path)
    expect(paths.filter((path) => path.includes('/images/'))).toEqual([])
    const attempts = made.map(({ traces }) => traces.length)
    const misses = Object.entries(
      Object.groupBy(
        calls.flatMap((call) => call.misses),
        (miss) => miss,
      ),
    )
    process.stderr.write(
      `${count} keys in ${seconds} s: ${bill.requests.length} bills of ${bill.images} pictures; at the kills ` +
        `${kills.map(({ waiting, open }) => `${waiting} waited for, ${open} at the upstream`).join('; ')}; ` +
        `${attempts.filter((number) => number > 1).length} keys took more than one attempt; clients also heard ` +
        `${misses.map(([miss, list]) => `${list?.length} × ${miss}`).join(', ')}\n`,
    )
  },
  120_000 + count * 1_000,
)
