import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

// GitHub and Google as they answer on the wire, on loopback. The shapes are those of their own documentation:
// docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps, docs.github.com/en/rest/users/users,
// docs.github.com/en/rest/users/emails; developers.google.com/identity/openid-connect/openid-connect.
// Nobody is asked for a yes: whoever comes is who `people` says.

export interface BigProviders {
  env: Record<string, string>
  people: {
    github: {
      id: number
      login: string
      name: string | null
      emails: { email: string; primary: boolean; verified: boolean; visibility: null }[]
    }
    google: { sub: string; email: string; email_verified: boolean; name: string }
  }
  close(): Promise<void>
}

interface Asked {
  challenge: string | null
  nonce: string | null
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function theBigProviders(): Promise<BigProviders> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, Asked>()
  const people: BigProviders['people'] = {
    github: { id: 583_231, login: 'octocat', name: null, emails: [] },
    google: { sub: '110169484474386276334', email: '', email_verified: false, name: 'Grace Hopper' },
  }
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('They are not listening.')
  const base = `http://127.0.0.1:${address.port}`

  function json(response: ServerResponse, body: unknown, status = 200): void {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body))
  }

  /** Leads back with a code, as after a yes. */
  function authorize(url: URL, response: ServerResponse, more: Record<string, string>): void {
    const { searchParams: asked } = url
    const code = randomBytes(10).toString('hex')
    codes.set(code, { challenge: asked.get('code_challenge'), nonce: asked.get('nonce') })
    const back = new URL(asked.get('redirect_uri') ?? '')
    for (const [name, value] of Object.entries({ code, state: asked.get('state') ?? '', ...more }))
      back.searchParams.set(name, value)
    response.writeHead(302, { location: back.href }).end()
  }

  /** What a code was given for, once, to whoever knows the verifier and the secret. */
  async function redeem(request: IncomingMessage): Promise<Asked | null> {
    const form = new URLSearchParams(await text(request))
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isTheirs = request.headers.authorization === `Basic ${btoa('atelier:the+secret')}`
    return asked && isTheirs && asked.challenge === verifier ? asked : null
  }

  function idToken({ nonce }: Asked): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: base, azp: 'atelier', aud: 'atelier', iat: now, exp: now + 3600, nonce }
    const body = `${base64({ alg: 'RS256', kid: 'a', typ: 'JWT' })}.${base64({ ...claims, ...people.google })}`
    return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`
  }

  const routes: Record<string, (url: URL, request: IncomingMessage, response: ServerResponse) => unknown> = {
    '/login/oauth/authorize': (url, _, response) => authorize(url, response, { iss: `${base}/login/oauth` }),
    '/login/oauth/access_token': async (_, request, response) => {
      const error = {
        error: 'bad_verification_code',
        error_description: 'The code passed is incorrect or expired.',
      }
      const token = { access_token: 'gho_of-a-test', scope: 'read:user,user:email', token_type: 'bearer' }
      json(response, (await redeem(request)) ? token : error)
    },
    '/user': (_, request, response) => {
      const isRight = request.headers.authorization === 'Bearer gho_of-a-test'
      const { id, login, name } = people.github
      json(
        response,
        isRight ? { id, login, name, email: null, type: 'User' } : { message: 'Bad credentials' },
        isRight ? 200 : 401,
      )
    },
    '/user/emails': (_, __, response) => json(response, people.github.emails),
    '/.well-known/openid-configuration': (_, __, response) =>
      json(response, {
        issuer: base,
        authorization_endpoint: `${base}/o/oauth2/v2/auth`,
        token_endpoint: `${base}/token`,
        userinfo_endpoint: `${base}/v1/userinfo`,
        jwks_uri: `${base}/oauth2/v3/certs`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['plain', 'S256'],
      }),
    '/oauth2/v3/certs': (_, __, response) =>
      json(response, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'a', alg: 'RS256', use: 'sig' }],
      }),
    '/o/oauth2/v2/auth': (url, _, response) => authorize(url, response, { scope: 'email profile openid' }),
    '/token': async (_, request, response) => {
      const asked = await redeem(request)
      if (!asked) return json(response, { error: 'invalid_grant', error_description: 'Bad Request' }, 400)
      const token = { access_token: 'ya29.of-a-test', expires_in: 3599, token_type: 'Bearer' }
      json(response, { ...token, scope: 'openid email profile', id_token: idToken(asked) })
    },
    '/v1/userinfo': (_, __, response) => json(response, people.google),
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', base)
    const route = routes[url.pathname]
    if (route) route(url, request, response)
    else json(response, { message: 'Not Found' }, 404)
  }

  const secret = 'the secret'
  return {
    people,
    env: {
      GITHUB_ID: 'atelier',
      GITHUB_SECRET: secret,
      GITHUB_PLAYED_AT: base,
      GOOGLE_ID: 'atelier',
      GOOGLE_SECRET: secret,
      GOOGLE_PLAYED_AT: base,
    },
    close: async () => {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}
