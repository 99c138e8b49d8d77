import { z } from 'zod'
import { upstreamOf } from '#lib/credentials/run.ts'
import { db } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import type { Upstream } from '#lib/upstream/port.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { keepBilled } from './keep.ts'

const dayMs = 24 * 60 * 60_000
/** The first time the log is read from here on. */
const firstDays = 35
/** Read again each time: what was still running then has its price now, and late entries are there. */
const overlapMs = dayMs

const accountRows = z.array(z.object({ id: z.string() }))

/** The request logs that are compared: this server's, and that of each team's own key. */
async function accountsToCompare(): Promise<string[]> {
  const rows = await db.credential.findMany({ where: { provider: 'lumenfall' }, select: { id: true } })
  return ['server', ...accountRows.parse(rows).map(({ id }) => id)]
}

/** Compares every account's log with what is here, once a day. What cannot be read is said where people look. */
export async function compareAll(): Promise<void> {
  for (const account of await accountsToCompare()) {
    try {
      await compareBills(account)
    } catch (error) {
      log.error({ err: error, account }, 'a request log could not be compared')
    }
  }
}

async function beginOf(account: string, environment: Upstream['environment'], now: number): Promise<number> {
  const check = await db.billCheck.findUnique({ where: { account_environment: { account, environment } } })
  const first = now - firstDays * dayMs
  return check ? Math.max(first, check.readUntil.getTime() - overlapMs) : first
}

async function say(
  account: string,
  environment: Upstream['environment'],
  said: { readUntil?: Date; problem: string | null },
): Promise<void> {
  const checkedAt = new Date()
  await db.billCheck.upsert({
    where: { account_environment: { account, environment } },
    create: { account, environment, checkedAt, readUntil: new Date(0), ...said },
    update: { checkedAt, ...said },
  })
}

/**
 * Reads an account's request log from where it was read to, day by day, and keeps what was billed. Can be called
 * again at any time, also while it runs: everything is kept once. A log that cannot be read is noted as such.
 * Throws UpstreamError `key_missing` for a key that cannot be read.
 */
export async function compareBills(account: string): Promise<void> {
  const upstream = await upstreamOf(account)
  const { environment } = upstream
  const now = Date.now()
  let from = await beginOf(account, environment, now)
  try {
    while (from < now) {
      const to = Math.min(from + dayMs, now)
      for await (const page of upstream.listRequests({ from: new Date(from), to: new Date(to) }))
        await keepBilled(account, upstream, page)
      await say(account, environment, { readUntil: new Date(to), problem: null })
      from = to
    }
    await noteRecovered()
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: error, account }, 'a request log cannot be read')
    await say(account, environment, { problem: error.failure })
  }
}

/** What was asked for again, and came. */
async function noteRecovered(): Promise<void> {
  await db.$executeRaw`
    UPDATE "UpstreamBill" b SET "state" = 'recovered' FROM "Attempt" a
    WHERE b."state" = 'matched' AND b."askedAt" IS NOT NULL AND a."id" = b."attemptId" AND a."state" = 'succeeded'`
}
