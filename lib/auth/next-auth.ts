import NextAuth, { CredentialsSignin } from 'next-auth'
import type { Account, Profile } from 'next-auth'
import type {} from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { appUrl } from '#lib/app-url.ts'
import { isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { arrive } from './identities.ts'
import { authProviders } from './provider-config.ts'
import { identityOf } from './providers.ts'
import { signInSchema } from './schema.ts'
import { authSecret } from './secret.ts'
import { openSession } from './sessions.ts'
import { returning } from './trip.ts'

declare module 'next-auth' {
  interface User {
    sessionId?: string
  }
  interface Session {
    sessionId?: string
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sessionId?: string
  }
}

class Throttled extends CredentialsSignin {
  override code = 'throttled'
  readonly retryAfterSeconds: number

  constructor(seconds: number) {
    super()
    this.retryAfterSeconds = seconds
  }
}

/** Whoever comes back from a provider is let in by the rules for identities; a password was looked at before. */
async function isLetIn(account: Account | null, profile: Profile | undefined): Promise<boolean> {
  if (account?.type === 'credentials') return true
  const way = returning.getStore()
  if (!account || !way) return false
  const { person, headers } = way
  way.arrival = await arrive({ identity: identityOf(account.provider, profile), person, headers }, way.trip)
  return way.arrival.kind === 'entered'
}

function sessionOfTrip(): string | undefined {
  const arrival = returning.getStore()?.arrival
  return arrival?.kind === 'entered' ? arrival.sessionId : undefined
}

/** The cookie outlives the session's own end, which the database decides and moves on while the session is used. */
const cookieSeconds = 400 * 24 * 60 * 60

/**
 * The cookie is a token that carries a session's id and nothing that counts: what it opens is looked up each time
 * (auth/viewer.ts), so that a session can be revoked. Configured when first used, for a build has no secret.
 */
export const { auth, handlers, signIn, signOut } = NextAuth(() => ({
  secret: authSecret(),
  trustHost: true,
  useSecureCookies: appUrl().protocol === 'https:',
  session: { strategy: 'jwt', maxAge: cookieSeconds },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: async (credentials, request) => {
        const parsed = signInSchema.safeParse(credentials)
        if (!parsed.success) return null
        try {
          return await openSession(parsed.data, request.headers)
        } catch (error) {
          if (isAppError(error) && error.retryAfterSeconds !== undefined)
            throw new Throttled(error.retryAfterSeconds)
          throw error
        }
      },
    }),
    ...authProviders(),
  ],
  callbacks: {
    signIn: ({ account, profile }) => isLetIn(account ?? null, profile),
    jwt: ({ token, user }) => {
      const sessionId = user?.sessionId ?? sessionOfTrip()
      return sessionId === undefined ? token : { sessionId }
    },
    session: ({ session, token }) => (token.sessionId ? { ...session, sessionId: token.sessionId } : session),
  },
  logger: {
    // A wrong password is an answer, not an error; so is an identity that is nobody's.
    error: (error) => {
      if (!(error instanceof CredentialsSignin) && !returning.getStore()?.arrival)
        log.error({ err: error }, 'signing in failed')
    },
    warn: (code) => log.debug({ code }, 'next-auth warns'),
    debug: () => undefined,
  },
}))
