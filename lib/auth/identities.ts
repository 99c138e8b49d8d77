import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { env } from '#lib/env.ts'
import { isAppError } from '#lib/errors.ts'
import { createAccount } from './accounts.ts'
import { createInvited } from './invitations.ts'
import type { Identity } from './providers.ts'
import type { Person, Problem } from './schema.ts'
import { openSessionOf, requireNewSession } from './sessions.ts'
import { needsSetUp } from './set-up.ts'
import type { Trip } from './trip.ts'

// What somebody may do whom a provider vouches for. It goes by issuer and subject alone: an address that both sides
// know opens nothing and connects nothing (docs/decisions/023-who-an-identity-is.md).

/** What came of a round trip. */
export type Arrival =
  | { kind: 'entered'; sessionId: string; path: string }
  | { kind: 'connected' }
  | { kind: 'refused'; problem: Problem }

const refused = (problem: Problem): Arrival => ({ kind: 'refused', problem })

type Leaving<Purpose> = Extract<Trip, { purpose: Purpose }>

interface Comer {
  identity: Identity
  /** Who is signed in with this browser. */
  person: Person | null
  headers: Headers
}

/** A trip that connects an identity, for a person who has just signed in. Throws AppError `forbidden` to others. */
export async function tripToConnect(
  person: Person,
  { provider, team }: Pick<Leaving<'connect'>, 'provider' | 'team'>,
): Promise<Trip> {
  await requireNewSession(person, 'connect it')
  return { purpose: 'connect', provider, team, sessionId: person.sessionId }
}

/** Decides what comes of a round trip, and does it. */
export const arrive = (comer: Comer, trip: Trip): Promise<Arrival> =>
  trip.purpose === 'connect' ? connect(comer, trip) : enter(comer, trip)

async function ownerOf({ issuer, subject }: Identity): Promise<string | null> {
  const where = { issuer_subject: { issuer, subject } }
  return (await db.account.findUnique({ where, select: { userId: true } }))?.userId ?? null
}

/** Connects an identity to the account of whoever asked for it, in the session in which they did. */
async function connect({ identity, person }: Comer, trip: Leaving<'connect'>): Promise<Arrival> {
  if (person?.sessionId !== trip.sessionId) return refused('session_ended')
  const { provider, issuer, subject, label } = identity
  const isNew = await db.$transaction(async (tx) => {
    // A session that ends in this moment connects nothing.
    const count = await tx.$executeRaw`
      INSERT INTO "Account" ("id", "userId", "issuer", "subject", "provider", "label")
      SELECT ${uuid()}::uuid, s."userId", ${issuer}, ${subject}, ${provider}, ${label} FROM "Session" s
      WHERE s."id" = ${person.sessionId}::uuid AND s."revokedAt" IS NULL AND s."expiresAt" > now() FOR SHARE
      ON CONFLICT ("issuer", "subject") DO NOTHING`
    if (count === 0) return false
    await writeAudit(tx, {
      teamId: null,
      actorId: person.userId,
      action: 'identity.connect',
      subject: `user:${person.userId}`,
      detail: { provider, label },
    })
    return true
  })
  if (isNew) return { kind: 'connected' }
  const owner = await ownerOf(identity)
  if (owner === null) return refused('session_ended')
  return owner === person.userId ? { kind: 'connected' } : refused('taken')
}

/** The secret of the invitation that somebody came from. */
const invitationIn = (path: string | undefined) => /^\/join\/([\w-]{43})$/.exec(path ?? '')?.[1] ?? null

async function enter({ identity, headers }: Comer, trip: Leaving<'enter'>): Promise<Arrival> {
  const known = await openSessionOf(identity, headers)
  if (known !== null) return { kind: 'entered', sessionId: known, path: trip.next ?? '/' }
  // Somebody's who was made anonymous; or nobody has set this server up.
  if ((await ownerOf(identity)) !== null || (await needsSetUp())) return refused('unknown')
  const secret = invitationIn(trip.next)
  const problem = await whyNoAccount(identity, secret !== null)
  if (problem) return refused(problem)
  const made = await makeAccount(identity, trip, secret)
  if ('problem' in made) return refused(made.problem)
  const sessionId = await openSessionOf(identity, headers)
  return sessionId === null ? refused('unknown') : { kind: 'entered', sessionId, path: made.path }
}

const isAllowed = (email: string) => env.SIGN_UP_DOMAINS.includes(email.slice(email.lastIndexOf('@') + 1))

const hasAccount = async (email: string) =>
  (await db.user.findUnique({ where: { email }, select: { id: true } })) !== null

/** Why somebody whom nobody here knows gets no account; null where they do. */
async function whyNoAccount(identity: Identity, isInvited: boolean): Promise<Problem | null> {
  const { email, isVerified } = identity
  if (email === null) return isInvited ? 'no_address' : 'unknown'
  // Whether there is an account is said to whom the address is, or who could find it out with a password as well.
  if ((isInvited || isVerified) && (await hasAccount(email))) return 'known_address'
  if (isInvited) return null
  if (!isAllowed(email)) return 'unknown'
  return isVerified ? null : 'unverified'
}

type Made = { path: string } | { problem: Problem }

async function makeAccount(identity: Identity, trip: Leaving<'enter'>, secret: string | null): Promise<Made> {
  const { name, email, provider, issuer, subject, label } = identity
  if (email === null) return { problem: 'no_address' }
  const account = { name, email, passwordHash: null, timeZone: trip.timeZone }
  try {
    return await db.$transaction(async (tx) => {
      const made =
        secret === null
          ? { userId: await createAccount(tx, account, { by: 'domain', provider }), path: trip.next ?? '/' }
          : await createInvited(tx, secret, account, { by: 'invitation', provider })
      const row = { id: uuid(), userId: made.userId, issuer, subject, provider, label }
      await tx.account.create({ data: row, select: { id: true } })
      return { path: made.path }
    })
  } catch (error) {
    // Somebody else took the address in the same moment.
    if (isTaken(error)) return { problem: 'known_address' }
    if (!isAppError(error)) throw error
    return { problem: error.code === 'forbidden' ? 'other_address' : 'invitation_over' }
  }
}
