import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { sayRetryAfter } from '#lib/answer.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import type { Visitor } from './schema.ts'
import { countMiss } from './throttle.ts'
import { visitorOf } from './visitor-proof.ts'

/** Its path is the link's own, so a browser has one for each link and shows none of them to another. */
export const shareCookie = 'atelier-share'

const nothingThere = () => new AppError('not_found', 'There is nothing at this address.')

/**
 * Whoever has a link; 'locked' before its password was given. Throws AppError `not_found` for one that opens nothing, and
 * `throttled` after too many of those from one network. Counted once for each request.
 */
const enter = cache(async (token: string): Promise<Visitor | 'locked'> => {
  const key = (await cookies()).get(shareCookie)?.value ?? null
  const visitor = await visitorOf(token, key)
  if (visitor) return visitor
  await countMiss(addressOf(await headers()))
  throw nothingThere()
})

/** For routes. Throws AppError `not_found`, also before the password was given, and `throttled`. */
export async function requireVisitor(token: string): Promise<Visitor> {
  const visitor = await enter(token)
  if (visitor === 'locked') throw nothingThere()
  return visitor
}

/** For what a page says about itself: null where it says nothing. */
export async function findVisitor(token: string): Promise<Visitor | null> {
  try {
    const visitor = await enter(token)
    return visitor === 'locked' ? null : visitor
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

/** For pages: a link that opens nothing → not found; 'throttled' is answered with 429. */
export async function pageVisitor(token: string): Promise<Visitor | 'locked' | 'throttled'> {
  try {
    return await enter(token)
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.retryAfterSeconds === undefined) notFound()
    sayRetryAfter(error.retryAfterSeconds)
    return 'throttled'
  }
}
