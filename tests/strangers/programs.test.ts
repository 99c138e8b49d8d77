import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { TokenScope } from '#lib/auth/schema.ts'
import { tokenScopes } from '#lib/auth/schema.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'
import { secretWord } from '../setup/things.ts'
import { bodyOf, fill } from './doors.ts'
import { routes } from './routes.ts'

// Who comes to the routes for programs without a token that is good for it.

const doors = Object.entries(routes).flatMap(([name, entry]) =>
  entry.may === 'program'
    ? [
        {
          name,
          entry,
          scope: z
            .enum(tokenScopes)
            .nullable()
            .parse(entry.scope ?? null),
        },
      ]
    : [],
)

let studio: Studio
const tokens = { good: '', revoked: '', ended: '', former: '', guest: '', theirs: '' }
let lastAddress = 0

beforeAll(async () => {
  studio = await startStudio({ TRUSTED_PROXIES: '127.0.0.1,::1' }, async ({ teams, aMember }) => {
    const [{ db }, { hashTokenSecret, newTokenSecret }] = await Promise.all([
      import('#lib/db/client.ts'),
      import('#lib/auth/token-secrets.ts'),
    ])
    const people = await db.membership.findMany({
      select: { userId: true, teamId: true, role: true, leftAt: true },
    })
    const owner = people.find(({ teamId, role }) => teamId === teams.ours.id && role === 'owner')
    const guest = people.find(({ teamId, role }) => teamId === teams.ours.id && role === 'guest')
    const former = people.find(({ teamId, leftAt }) => teamId === teams.ours.id && leftAt !== null)
    const theirs = await aMember('admin of roles', teams.theirs, 'owner')
    const make = async (teamId: string, ownerId: string | undefined, more: object = {}) => {
      const secret = newTokenSecret()
      const token = {
        id: uuid(),
        teamId,
        ownerId: z.string().parse(ownerId),
        name: 'A program',
        corsOrigins: [],
      }
      const scopes = [...tokenScopes]
      await db.token.create({
        data: { ...token, scopes, hash: hashTokenSecret(secret), lastFour: 'abcd', ...more },
      })
      return secret
    }
    const { id } = teams.ours
    tokens.good = await make(id, owner?.userId)
    tokens.revoked = await make(id, owner?.userId, { revokedAt: new Date() })
    tokens.ended = await make(id, owner?.userId, { expiresAt: new Date(Date.now() - 1) })
    tokens.former = await make(id, former?.userId)
    tokens.guest = await make(id, guest?.userId)
    tokens.theirs = await make(teams.theirs.id, theirs)
    for (const scope of tokenScopes)
      scoped.set(
        scope,
        await make(id, owner?.userId, { scopes: tokenScopes.filter((other) => other !== scope) }),
      )
  })
})
afterAll(() => studio?.stop())

/** A token for everything but this. */
const scoped = new Map<TokenScope, string>()

async function ask(
  { name, entry }: Pick<(typeof doors)[number], 'name' | 'entry'>,
  headers: Record<string, string>,
) {
  const [method = '', path = ''] = name.split(' ')
  const response = await fetch(studio.server.url + fill(path, { ...studio.ours, ...entry.params }), {
    method,
    // Each from a network of its own: nobody is made to wait.
    headers: { 'x-forwarded-for': `10.9.${lastAddress >> 8}.${lastAddress++ & 255}`, ...headers },
    ...bodyOf(entry, studio.ours),
  })
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
}

const bearing = (token: string) => ({ authorization: `Bearer ${token}` })

describe('who has no token that is good is told so, all alike', () => {
  test.each(doors)('$name', async (door) => {
    const { cookieHeader } = await studio.signIn('owner')
    const nobody = await ask(door, {})
    expect(nobody).toMatchObject({ status: 401, type: 'application/json' })
    expect(JSON.parse(nobody.text)).toMatchObject({ error: { code: 'AUTHENTICATION_FAILED' } })
    expect(nobody.text).not.toContain(secretWord)
    for (const headers of [
      // A session opens nothing here, so that no page of somebody else can use it.
      { cookie: cookieHeader },
      bearing('nonsense'),
      bearing(`atelier_${'A'.repeat(43)}`),
      bearing(tokens.revoked),
      bearing(tokens.ended),
      bearing(tokens.former),
      { authorization: `Basic ${Buffer.from(`${tokens.good}:`).toString('base64')}` },
    ])
      expect(await ask(door, headers), JSON.stringify(headers)).toEqual(nobody)
  })
})

describe('a token that is not for that, or whose owner may not do it, is told so', () => {
  // What has no scope of its own asks for that of each tool: `tests/server/tools.test.ts`.
  const withScope = doors.flatMap(({ scope, ...door }) => (scope === null ? [] : [{ ...door, scope }]))
  test.each(withScope)('$name', async (door) => {
    const answer = await ask(door, bearing(scoped.get(door.scope) ?? ''))
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(door.scope)
    const guests = await ask(door, bearing(tokens.guest))
    expect(guests.status).toBe(door.scope === 'images:create' ? 403 : 200)
  })
})

test('a token lists, in the same answer as any other team’s, nothing of a team', async () => {
  const list = doors.find(({ name }) => name === 'GET /openai/v1/models')
  if (!list) throw new Error('There is no list.')
  const [ours, theirs] = [await ask(list, bearing(tokens.good)), await ask(list, bearing(tokens.theirs))]
  expect(ours.status).toBe(200)
  expect(theirs).toEqual(ours)
  expect(ours.text).not.toContain(secretWord)
})
