import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'

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

export interface Attempt {
  /** Of the client, as our own server saw it. */
  address: string
  account: string
}

/** One window for an IPv6 network: whoever has one address there has all of them. */
const networkOf = (address: string) =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address

const keysOf = ({ address, account }: Attempt) => ({
  address: networkOf(address),
  account: `${networkOf(address)}_${account}`,
})

/**
 * Counts a try before it is made, so that many at once are counted too. Throws AppError `throttled` when there were
 * too many misses from this address, or from it against this account. A right one is taken back by `forgive`.
 */
export async function countTry(attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt)
  try {
    await Promise.all([limiters.address.consume(keys.address), limiters.account.consume(keys.account)])
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.ceil(error.msBeforeNext / 1000)
    throw new AppError('throttled', `Too many tries. Wait ${seconds} seconds, then try again.`)
  }
}

export async function forgive(attempt: Attempt): Promise<void> {
  const keys = keysOf(attempt)
  await Promise.all([limiters.address.reward(keys.address), limiters.account.delete(keys.account)])
}
