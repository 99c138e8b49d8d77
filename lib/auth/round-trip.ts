import 'server-only'
import { headers } from 'next/headers'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import { originOf } from '#lib/app-url.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import type { Arrival } from './identities.ts'
import { limitNetwork } from './limits.ts'
import { handlers, signIn } from './next-auth.ts'
import { listProviders } from './providers.ts'
import type { Problem } from './schema.ts'
import type { Trip } from './trip.ts'
import { callbackPath, keepTrip, returning, takeTrip } from './trip.ts'
import { findPerson } from './viewer.ts'

/**
 * Begins a round trip; returns the provider's page to go to. Throws AppError `not_found` where this server is not set
 * up for the provider, `unavailable` where it does not answer.
 */
export async function setOut(trip: Trip): Promise<string> {
  const provider = listProviders().find(({ id }) => id === trip.provider)
  if (!provider) throw new AppError('not_found', 'This way to sign in is gone. Reload the page.')
  const origin = originOf(await headers())
  const redirectUri = `${origin}${callbackPath}/${trip.provider}`
  const options = { redirect: false, redirectTo: '/' } as const
  const target: unknown = await signIn(trip.provider, options, { redirect_uri: redirectUri })
  const url = URL.parse(z.string().parse(target), origin)
  const state = url?.searchParams.get('state')
  // next-auth leads to a page of our own where a provider cannot be asked.
  if (!url || !state) {
    const sentence = `${provider.name} does not answer. Try again in a moment, or sign in with your password.`
    throw new AppError('unavailable', sentence)
  }
  await keepTrip(trip, state)
  return url.href
}

/** At the section that says what came of it, which stands far down. */
const settingsOf = (team: string, query: URLSearchParams) => `/t/${team}/settings?${query}#ways-in`

/** The page that a trip which came to nothing ends on. */
function backFrom(trip: Trip | null, problem: Problem): string {
  const query = new URLSearchParams({ ...(trip ? { with: trip.provider } : {}), problem })
  if (trip?.purpose === 'connect' && problem !== 'session_ended') return settingsOf(trip.team, query)
  const next = trip?.purpose === 'enter' ? trip.next : undefined
  if (next?.startsWith('/join/')) return `${next}?${query}`
  if (next) query.set('next', next)
  return `/sign-in?${query}`
}

function pathOf(trip: Trip, arrival: Arrival): string {
  if (arrival.kind === 'refused') return backFrom(trip, arrival.problem)
  if (arrival.kind === 'entered') return arrival.path
  const query = new URLSearchParams({ with: trip.provider, connected: 'yes' })
  return settingsOf(trip.purpose === 'connect' ? trip.team : '', query)
}

/** To a page of our own, with what the answer says beside that. */
function redirectTo(path: string, given = new Headers()): Response {
  const kept = new Headers(given.getSetCookie().map((line): [string, string] => ['set-cookie', line]))
  kept.set('location', path)
  kept.set('cache-control', 'private, no-store')
  return new Response(null, { status: 303, headers: kept })
}

const isThrottled = (error: unknown) => isAppError(error) && error.retryAfterSeconds !== undefined

/**
 * Ends a round trip: has next-auth find out who came, does what comes of it (identities.ts), and leads to a page of our
 * own, whatever the provider answered.
 */
export async function comeBack(request: NextRequest, provider: string): Promise<Response> {
  const { searchParams, pathname, search } = request.nextUrl
  const trip = await takeTrip(provider, searchParams.get('state'))
  if (!trip) return redirectTo(backFrom(null, 'stale'))
  try {
    await limitNetwork(addressOf(request.headers))
  } catch (error) {
    if (isThrottled(error)) return redirectTo(backFrom(trip, 'too_many'))
    throw error
  }
  if (searchParams.get('error') === 'access_denied') return redirectTo(backFrom(trip, 'cancelled'))
  const asked = new NextRequest(new URL(pathname + search, originOf(request.headers)), {
    headers: request.headers,
  })
  const { headers: given } = request
  const way = { trip, person: await findPerson(), headers: given, arrival: null as Arrival | null }
  const answer = await returning.run(way, () => handlers.GET(asked))
  if (way.arrival === null) return redirectTo(backFrom(trip, 'failed'))
  return redirectTo(pathOf(trip, way.arrival), answer.headers)
}
