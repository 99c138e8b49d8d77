import { setTimeout as wait } from 'node:timers/promises'
import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { networkOf } from '#lib/network.ts'

const minute = 60

function limiter(keyPrefix: string, points: number) {
  return new RateLimiterPrisma({
    storeClient: db,
    tableName: 'throttle',
    keyPrefix,
    points,
    duration: minute,
  })
}

/** Misses a minute: many people can share an address, few share an address and an account. */
const limiters = { address: limiter('address', 30), account: limiter('account', 10) }

/** Links that open nothing, a minute. Past it the network is remembered here, so that guessing costs no writes. */
const links = new RateLimiterPrisma({
  storeClient: db,
  tableName: 'throttle',
  keyPrefix: 'link',
  points: 30,
  duration: minute,
  inMemoryBlockOnConsumed: 31,
})

export interface Attempt {
  /** Of the client, as our own server saw it. */
  address: string
  account: string
}

const keysOf = ({ address, account }: Attempt) => ({
  address: networkOf(address),
  account: `${networkOf(address)}_${account}`,
})

const throttled = (seconds: number) =>
  new AppError('throttled', `Too many tries. Wait ${seconds} seconds, then try again.`, {
    retryAfterSeconds: seconds,
  })

/** Counts a try before it is made, so that many at once are counted too; seconds to wait when there were too many misses. */
async function countTry(attempt: Attempt): Promise<number | null> {
  const keys = keysOf(attempt)
  try {
    await Promise.all([limiters.address.consume(keys.address), limiters.account.consume(keys.account)])
    return null
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    return Math.ceil(error.msBeforeNext / 1000)
  }
}

async function forgive(attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt)
  await Promise.all([limiters.address.reward(keys.address), limiters.account.delete(keys.account)])
}

/** Tries over the limit, by network: one a second, and so many waiting. */
const lanes = new Map<string, LimitFunction>()
const paceMs = 1_000
const maxWaiting = 5

async function inTurn<T>(network: string, check: () => Promise<T>): Promise<T | null> {
  const lane = lanes.get(network) ?? pLimit(1)
  if (lane.pendingCount >= maxWaiting) return null
  lanes.set(network, lane)
  return lane(async () => {
    const found = await check()
    if (found === null) await wait(paceMs)
    if (lane.pendingCount === 0) lanes.delete(network)
    return found
  })
}

/**
 * Makes a try that may miss; null for a miss. After too many misses from this network, or from it against this
 * account, a miss throws AppError `throttled`. What is right passes all the same, for nobody shall be able to lock
 * somebody else out: it only waits its turn, and the tries over the limit are checked one a second.
 */
export async function tryOnce<T>(attempt: Attempt, check: () => Promise<T | null>): Promise<T | null> {
  const waitSeconds = await countTry(attempt)
  const found = waitSeconds === null ? await check() : await inTurn(networkOf(attempt.address), check)
  if (found !== null) await forgive(attempt)
  else if (waitSeconds !== null) throw throttled(waitSeconds)
  return found
}

/**
 * Counts a link that opened nothing, by network. After too many throws AppError `throttled`. Only misses come here: a
 * link that opens is too long to be guessed, and always works.
 */
export async function countMiss(address: string): Promise<void> {
  try {
    await links.consume(networkOf(address))
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw throttled(Math.ceil(error.msBeforeNext / 1000))
  }
}
