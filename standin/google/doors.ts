import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { z } from 'zod'
import type { ServiceAccount } from './account.ts'
import { GoogleError, TokenError } from './errors.ts'
import type { Door } from './state.ts'

/**
 * The Gemini API: a key in `x-goog-api-key` or in the query's `key`; only the first is taken here, so that none ends in
 * a log. A wrong one is a 400, none at all a 403.
 */
export function keyDoor(apiKeys: readonly string[]): Door {
  return {
    admit: ({ headers }, { settings }) => {
      const key = headers['x-goog-api-key']
      if (typeof key !== 'string') throw new GoogleError('PERMISSION_DENIED', NO_KEY)
      if (!apiKeys.includes(key) || settings.keyRefused)
        throw new GoogleError('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', {
          reason: 'API_KEY_INVALID',
        })
      return 'key'
    },
  }
}

const NO_KEY =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form " +
  'of API consumer identity to call this API.'

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const AUDIENCE = 'https://oauth2.googleapis.com/token'
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const HOUR_S = 60 * 60
/** Google allows for clocks that differ a little; how much is a guess. */
const SKEW_S = 5 * 60

const headerSchema = z.looseObject({ alg: z.literal('RS256') })
const claimsSchema = z.looseObject({
  iss: z.string(),
  scope: z.string(),
  aud: z.literal(AUDIENCE),
  iat: z.number(),
  exp: z.number(),
})

/** Vertex AI: an access token, which a signed assertion of the service account is exchanged for (RFC 7523). */
export function accountDoor(account: ServiceAccount): Door {
  /** When each ends, in ms since 1970. */
  const tokens = new Map<string, number>()
  const publicKey = createPublicKey(account.private_key)
  return {
    admit: ({ headers, pathname }, { settings, now }) => {
      const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
      if (settings.keyRefused || (tokens.get(token) ?? 0) <= now()) throw new GoogleError('UNAUTHENTICATED')
      const project = /^\/v1\/projects\/([^/]+)\//.exec(pathname)?.[1]
      // How it words this is a guess, after what its other resources say.
      if (project !== account.project_id)
        throw new GoogleError(
          'PERMISSION_DENIED',
          `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com${pathname}' (or it may not exist).`,
        )
      return account.client_email
    },
    giveToken: (form, { settings, now }) => {
      if (form['grant_type'] !== GRANT)
        throw new TokenError('unsupported_grant_type', 'Invalid grant_type: it is not supported here')
      const claims = readAssertion(String(form['assertion']), publicKey)
      if (settings.keyRefused || claims.iss !== account.client_email)
        throw new TokenError('invalid_grant', 'Invalid grant: account not found')
      requireTimely(claims, now() / 1000)
      if (!claims.scope.split(' ').includes(SCOPE))
        throw new TokenError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
      const token = `ya29.${randomBytes(24).toString('base64url')}`
      tokens.set(token, now() + settings.tokenLifetime * 1000)
      return token
    },
  }
}

function readAssertion(assertion: string, key: ReturnType<typeof createPublicKey>) {
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  const signed = Buffer.from(`${header}.${claims}`)
  const isHeader = headerSchema.safeParse(fromBase64(header)).success
  if (!isHeader || !verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')))
    throw new TokenError('invalid_grant', 'Invalid JWT Signature.')
  const { data } = claimsSchema.safeParse(fromBase64(claims))
  if (data === undefined) throw new TokenError('invalid_grant', 'Invalid JWT: a claim is missing or wrong.')
  return data
}

function requireTimely({ iat, exp }: z.infer<typeof claimsSchema>, nowS: number): void {
  const isTimely = exp > nowS - SKEW_S && iat < nowS + SKEW_S && exp - iat <= HOUR_S
  if (!isTimely)
    throw new TokenError(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
    )
}

function fromBase64(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    // Not JSON, so none of what is looked for.
    return undefined
  }
}
