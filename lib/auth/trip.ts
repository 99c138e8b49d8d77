import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { appUrl } from '#lib/app-url.ts'
import { processWide } from '#lib/process-wide.ts'
import type { Arrival } from './identities.ts'
import type { Person } from './schema.ts'
import { providerIds, returnPathSchema, teamSlugSchema } from './schema.ts'
import { authSecret } from './secret.ts'

// A round trip to a provider and back. What it is for stays in the browser that began it, encrypted, and belongs to
// one `state` alone: what comes back to another browser, or from another trip, belongs to none.

const cookieName = 'atelier-trip'
export const callbackPath = '/api/auth/callback'
/** As long as next-auth keeps what it compares. */
const seconds = 15 * 60

/** What somebody left for. */
const tripSchema = z.discriminatedUnion('purpose', [
  z.object({
    purpose: z.literal('enter'),
    provider: z.enum(providerIds),
    /** Where it leads afterwards; an invitation is one of these. */
    next: returnPathSchema.optional(),
    timeZone: z.string(),
  }),
  z.object({
    purpose: z.literal('connect'),
    provider: z.enum(providerIds),
    /** In which it was asked for: when it has ended meanwhile nothing is connected, nor in another one. */
    sessionId: z.uuid(),
    /** Whose settings it leads back to. */
    team: teamSlugSchema,
  }),
])

export type Trip = z.infer<typeof tripSchema>

const keptSchema = z.object({ trip: tripSchema, state: z.string() })

const hashOf = (state: string) => createHash('sha256').update(state).digest('hex')
const sealed = () => ({ secret: authSecret(), salt: cookieName })

const cookieOptions = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: appUrl().protocol === 'https:',
  path: callbackPath,
})

/** Keeps what a trip is for in the browser that is about to leave. */
export async function keepTrip(trip: Trip, state: string): Promise<void> {
  const value = await encode({ ...sealed(), token: { trip, state: hashOf(state) }, maxAge: seconds })
  const jar = await cookies()
  jar.set(cookieName, value, { ...cookieOptions(), maxAge: seconds })
}

async function readKept(value: string): Promise<unknown> {
  try {
    return await decode({ ...sealed(), token: value })
  } catch {
    return null
  }
}

/** What somebody who comes back had left for, once; null where it was in another browser, another trip, or too long ago. */
export async function takeTrip(provider: string, state: string | null): Promise<Trip | null> {
  const jar = await cookies()
  const kept = keptSchema.safeParse(await readKept(jar.get(cookieName)?.value ?? '')).data
  if (!kept || state === null || kept.state !== hashOf(state) || kept.trip.provider !== provider) return null
  jar.set(cookieName, '', { ...cookieOptions(), maxAge: 0 })
  return kept.trip
}

interface Return {
  trip: Trip
  /** Who is signed in with this browser as it comes back. */
  person: Person | null
  headers: Headers
  /** Said once next-auth knows who came. */
  arrival: Arrival | null
}

/** Carries a trip through next-auth to where it is decided what comes of it. */
export const returning = processWide('trips', () => new AsyncLocalStorage<Return>())
