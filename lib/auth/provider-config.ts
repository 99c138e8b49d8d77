import type { NextAuthConfig } from 'next-auth'
import { customFetch } from 'next-auth'
import { z } from 'zod'
import { githubApi, knownProviders } from './providers.ts'

/** How long a provider may take to answer, while somebody looks at an empty page. */
const patienceMs = 10_000

const patiently: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(patienceMs) })

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
  knownProviders().map(({ id, name, issuer, clientId, clientSecret }): AuthProvider => {
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
