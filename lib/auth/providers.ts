import { z } from 'zod'
import { env } from '#lib/env.ts'
import type { Provider, ProviderId } from './schema.ts'

/** Somebody, as a provider knows them. `issuer` and `subject` say who it is; the rest is what they are called. */
export interface Identity {
  provider: ProviderId
  issuer: string
  subject: string
  /** What tells one from another in a list: a login, an address. */
  label: string
  name: string
  /** Null where the provider gives none. */
  email: string | null
  /** The provider says that it saw them read what is sent there. */
  isVerified: boolean
}

const githubUrl = () => env.GITHUB_PLAYED_AT ?? 'https://github.com'
export const githubApi = () => env.GITHUB_PLAYED_AT ?? 'https://api.github.com'

/** "https://example.com" and "https://example.com/" are the same somebody, however it is written in the environment. */
const issuerOf = (issuer: string) => issuer.replace(/\/+$/, '')

export interface Known extends Provider {
  issuer: string
  clientId: string
  clientSecret: string
}

/** Those that this server is set up for, in the order in which they are offered. */
export function knownProviders(): Known[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET, OIDC_ISSUER, OIDC_ID, OIDC_SECRET } = env
  const google = env.GOOGLE_PLAYED_AT ?? 'https://accounts.google.com'
  const all = [
    { id: 'oidc', name: env.OIDC_NAME, issuer: OIDC_ISSUER, clientId: OIDC_ID, clientSecret: OIDC_SECRET },
    { id: 'google', name: 'Google', issuer: google, clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET },
    { id: 'github', name: 'GitHub', issuer: githubUrl(), clientId: GITHUB_ID, clientSecret: GITHUB_SECRET },
  ] as const
  return all.flatMap(({ id, name, issuer, clientId, clientSecret }) =>
    issuer && clientId && clientSecret ? [{ id, name, issuer, clientId, clientSecret }] : [],
  )
}

/** What people may sign in with beside a password. */
export const listProviders = (): Provider[] => knownProviders().map(({ id, name }) => ({ id, name }))

/** Who is believed at present, as identities name them. */
export const listIssuers = (): string[] => knownProviders().map(({ issuer }) => issuerOf(issuer))

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  email: z.email().max(254).optional().catch(undefined),
  // Some say "true" in words: that is not what the standard calls verified.
  email_verified: z.literal(true).optional().catch(undefined),
})

/** By https://docs.github.com/en/rest/users/users#get-the-authenticated-user and .../rest/users/emails. */
const githubSchema = z.object({
  id: z.number().int(),
  login: z.string().min(1),
  name: z.string().nullable().optional(),
  emails: z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() })),
})

const shorten = (text: string) => text.trim().slice(0, 100)

const readers: Readonly<
  Record<'claims' | 'github', (profile: unknown) => Omit<Identity, 'provider' | 'issuer'>>
> = {
  claims: (profile) => {
    const {
      sub,
      name,
      preferred_username: login,
      email,
      email_verified: isVerified,
    } = claimsSchema.parse(profile)
    const label = email ?? login ?? name ?? sub
    return {
      subject: sub,
      label: shorten(label),
      name: shorten(name ?? login ?? label),
      email: email?.toLowerCase() ?? null,
      isVerified: isVerified ?? false,
    }
  },
  github: (profile) => {
    const { id, login, name, emails } = githubSchema.parse(profile)
    // GitHub says which one is theirs and read; one that is only written down there is nobody's yet.
    const email = emails.find(({ primary, verified }) => primary && verified)?.email.toLowerCase() ?? null
    return {
      subject: String(id),
      label: shorten(login),
      name: shorten(name || login),
      email,
      isVerified: email !== null,
    }
  },
}

/** What a provider's answer says of somebody. Throws where it does not say who. */
export function identityOf(provider: string, profile: unknown): Identity {
  const found = knownProviders().find(({ id }) => id === provider)
  if (!found) throw new Error(`There is no provider ${provider}.`)
  const read = readers[found.id === 'github' ? 'github' : 'claims']
  return { provider: found.id, issuer: issuerOf(found.issuer), ...read(profile) }
}
