import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

/** What the provider says of somebody who signs in there, beside their `sub`, which is the name that they sign in with. */
interface Claims {
  email?: string
  email_verified?: boolean
  name?: string
}

export interface OidcProvider {
  /** The variables of a server that people may sign in to with it. */
  env: Record<string, string>
  /** Whom it knows, by the names that they sign in with. */
  people: Record<string, Claims>
  /** From now on people come from the server at this address. */
  serve(url: string): void
  /** From now on it answers everything with an error of its own. */
  breakDown(): void
  close(): Promise<void>
}

const client = { client_id: 'atelier', client_secret: 'a secret of the provider and the server' }

/**
 * A whole OpenID provider on loopback, certified to the standard: a page to sign in on, which can be left, tokens, and
 * an endpoint that says who somebody is. As the standard has it, an address stands in that answer alone.
 */
export async function anOidcProvider(): Promise<OidcProvider> {
  const people: OidcProvider['people'] = {}
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The provider is not listening.')
  const issuer = `http://127.0.0.1:${address.port}`

  function providerFor(url: string): Provider {
    const provider = new Provider(issuer, {
      clients: [{ ...client, redirect_uris: [`${url}/api/auth/callback/oidc`] }],
      claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
      cookies: { keys: ['of a test'] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      // Whoever signs in agrees; whoever does not leaves the page.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({
          clientId: client.client_id,
          accountId: oidc.session?.accountId ?? '',
        })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
      },
    })
    return provider
  }

  function listen(listener: ReturnType<Provider['callback']>): void {
    server.removeAllListeners('request')
    server.on('request', (request, response) => void listener(request, response))
  }

  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_ID: client.client_id,
      OIDC_SECRET: client.client_secret,
      OIDC_NAME: 'Harbour ID',
    },
    people,
    serve: (url) => listen(providerFor(url).callback()),
    breakDown: () => {
      server.removeAllListeners('request')
      server.on('request', (_, response) => response.writeHead(500).end('{}'))
    },
    close: async () => {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}
