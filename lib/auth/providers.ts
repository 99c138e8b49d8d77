import type { NextAuthConfig } from 'next-auth'
import { customFetch } from 'next-auth'
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

/** How long a provider may take to answer, while somebody looks at an empty page. */
const patienceMs = 10_000

const patiently: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(patienceMs) })

const githubUrl = () => env.GITHUB_PLAYED_AT ?? 'https://github.com'
const githubApi = () => env.GITHUB_PLAYED_AT ?? 'https://api.github.com'

/** "https://example.com" and "https://example.com/" are the same somebody, however it is written in the environment. */
const issuerOf = (issuer: string) => issuer.replace(/\/+$/, '')

interface Known extends Provider {
  issuer: string
  clientId: string
  clientSecret: string
}

/** Those that this server is set up for, in the order in which they are offered. */
function known(): Known[] {
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
export const listProviders = (): Provider[] => known().map(({ id, name }) => ({ id, name }))

/** Who is believed at present, as identities name them. */
export const listIssuers = (): string[] => known().map(({ issuer }) => issuerOf(issuer))

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
  const found = known().find(({ id }) => id === provider)
  if (!found) throw new Error(`There is no provider ${provider}.`)
  const read = readers[found.id === 'github' ? 'github' : 'claims']
  return { provider: found.id, issuer: issuerOf(found.issuer), ...read(profile) }
}

async function askGitHub(path: string, token: string | undefined): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'Atelier',
  }
  const response = await patiently(githubApi() + path, { headers })
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}.`)
  return response.json()
}

type AuthProvider = NextAuthConfig['providers'][number]

const only = z.looseObject({})
/** next-auth wants to know who somebody is; that is decided from the profile (identityOf), so it is told nothing. */
const nobody = () => ({})

/** The same as next-auth has them. Each with state and PKCE, and a nonce where there is a token for it. */
export const authProviders = (): AuthProvider[] =>
  known().map(({ id, name, issuer, clientId, clientSecret }): AuthProvider => {
    const common = { id, name, clientId, clientSecret, profile: nobody, [customFetch]: patiently }
    if (id !== 'github')
      return {
        ...common,
        type: 'oidc',
        issuer,
        checks: ['state', 'pkce', 'nonce'],
        // By the standard an address may stand in the answer of the userinfo endpoint alone.
        idToken: false,
        authorization: { params: { scope: 'openid profile email' } },
      }
    return {
      ...common,
      type: 'oauth',
      // What it calls itself in its answers (RFC 9207).
      issuer: `${issuer}/login/oauth`,
      checks: ['state', 'pkce'],
      authorization: { url: `${issuer}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
      token: `${issuer}/login/oauth/access_token`,
      userinfo: {
        url: `${githubApi()}/user`,
        request: async ({ tokens }: { tokens: { access_token?: string } }) => {
          const [user, emails] = await Promise.all([
            askGitHub('/user', tokens.access_token),
            askGitHub('/user/emails', tokens.access_token),
          ])
          return { ...only.parse(user), emails }
        },
      },
    }
  })
