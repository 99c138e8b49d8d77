import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { networkOf } from '#lib/network.ts'
import { processWide } from '#lib/process-wide.ts'

/** A minute, per process: they protect, they do not bill. Each is more than people do by hand, less than a runaway script does. */
const limiters = processWide('limits', () => ({
  /** What one person changes. */
  person: new RateLimiterMemory({ points: env.CHANGES_PER_MINUTE, duration: 60 }),
  /** What one token asks for, whoever's it is: a program that runs wild leaves its owner, and their others, alone. */
  token: new RateLimiterMemory({ points: env.CHANGES_PER_MINUTE, duration: 60 }),
  /** What a network does that nobody has signed in for: sign-ins, set-ups. An office of people behind one address fits. */
  network: new RateLimiterMemory({ points: 120, duration: 60 }),
  /** E-mails that a network asks to be sent, in ten minutes. */
  letters: new RateLimiterMemory({ points: 20, duration: 600 }),
}))

async function limit(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const retryAfterSeconds = Math.ceil(error.msBeforeNext / 1000)
    const sentence = `That was a lot at once. Wait ${retryAfterSeconds} seconds, then try again.`
    throw new AppError('throttled', sentence, { retryAfterSeconds })
  }
}

/** Throws AppError `throttled`. */
export const limitPerson = (userId: string) => limit(limiters.person, userId)

/** Throws AppError `throttled`. */
export const limitToken = (tokenId: string) => limit(limiters.token, tokenId)

/** Throws AppError `throttled`. */
export const limitLetters = (address: string) => limit(limiters.letters, networkOf(address))

/** Throws AppError `throttled`. */
export const limitNetwork = (address: string) => limit(limiters.network, networkOf(address))
