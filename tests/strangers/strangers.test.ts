import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { HttpClient } from '../setup/http-client.ts'
import type { Studio } from '../setup/studio.ts'
import { startStudio } from '../setup/studio.ts'
import { noThings, secretWord } from '../setup/things.ts'
import { builtActionNames, builtRoutes, differences } from './build.ts'
import { bare, denialOf } from './denial.ts'
import { bodyOf, denialFor, doors, fill, forPeople, inTeams, roleMay } from './doors.ts'
import { actions } from './actions.ts'
import { routes } from './routes.ts'
import { isOutside } from './table.ts'

test('every route and every action of the build says who may, and nothing else does', () => {
  expect([
    ...differences('route', builtRoutes(), Object.keys(routes)),
    ...differences('action', builtActionNames(), Object.keys(actions)),
  ]).toEqual([])
})

const withThings = inTeams.filter(({ takesThings }) => takesThings)

let studio: Studio
let anonymous: HttpClient
let revoked: HttpClient
let former: HttpClient
let foreigner: HttpClient
let guest: HttpClient
let owner: HttpClient

beforeAll(async () => {
  studio = await startStudio({ CHANGES_PER_MINUTE: '1000000', TRUSTED_PROXIES: '127.0.0.1,::1' })
  anonymous = new HttpClient(studio.server.url)
  former = await studio.signIn('former')
  foreigner = await studio.signIn('foreigner')
  guest = await studio.signIn('guest')
  owner = await studio.signIn('owner')
  const leaving = await studio.signIn('member')
  revoked = leaving.copy()
  await leaving.act('auth.signOutHere', [])
})
afterAll(() => studio?.stop())

describe('who has no session, or one that was ended, is signed out to everything', () => {
  test.each(forPeople)('$name', async (door) => {
    for (const client of [anonymous, revoked]) {
      const real = await door.ask(client, studio.ours)
      expect(denialOf(real)).toBe('signed_out')
      const missing = noThings()
      expect(bare(real, studio.ours)).toEqual(bare(await door.ask(client, missing), missing))
    }
  })
})

describe("who is not, or no more, in the team cannot tell it from one that there isn't", () => {
  test.each(inTeams)('$name', async (door) => {
    for (const client of [foreigner, former]) {
      const real = await door.ask(client, studio.ours)
      expect(denialOf(real)).toBe('not_found')
      const missing = noThings()
      expect(bare(real, studio.ours)).toEqual(bare(await door.ask(client, missing), missing))
    }
  })
})

describe("a thing of another team, asked for in one's own, is like one that there isn't", () => {
  test.each(withThings)('$name', async (door) => {
    const ours = { ...studio.ours, team: studio.theirs.team }
    const missing = { ...noThings(), team: studio.theirs.team }
    const real = await door.ask(foreigner, ours)
    expect(denialOf(real)).toBe(door.leavesOut ? null : 'not_found')
    expect(bare(real, ours)).toEqual(bare(await door.ask(foreigner, missing), missing))
  })
})

describe("somebody else's private thing is like one that there isn't", () => {
  test.each(withThings)('$name', async (door) => {
    const missing = { ...noThings(), team: studio.ours.team }
    const real = await door.ask(guest, studio.hidden)
    // What takes things in numbers asks for the role first, whatever is named.
    expect(denialOf(real)).toBe(door.leavesOut || door.entry.isRoleFirst ? 'forbidden' : 'not_found')
    expect(bare(real, studio.hidden)).toEqual(bare(await door.ask(guest, missing), missing))
  })
})

describe('a role that is too low is told so', () => {
  const aboveGuest = inTeams.filter((door) => !roleMay(door, 'guest', 'others'))
  test.each(aboveGuest)('$name', async (door) => {
    expect(denialOf(await door.ask(guest, studio.ours))).toBe(denialFor(door, 'guest', 'others'))
  })
})

describe('nobody from outside ever reads a word of the team', () => {
  test.each(doors)('$name', async (door) => {
    const strangers = [anonymous, revoked, ...(inTeams.includes(door) ? [foreigner, former] : [])]
    for (const client of strangers) {
      for (const things of [studio.ours, studio.hidden]) {
        const { text, headers } = await door.ask(client.copy(), things)
        expect(text + JSON.stringify([...headers])).not.toContain(secretWord)
      }
    }
  })
})

/** What the types of an action forbid, and HTTP does not: each field as an object, a list, nothing. */
function rubbishOf(values: unknown[]): unknown[][] {
  const whole = [null, [], 'text', 7, {}, { not: '' }, { team: { not: '' } }, { team: ['ours-team'] }]
  const first = z.record(z.string(), z.unknown()).safeParse(values[0]).data ?? {}
  const broken = Object.keys(first).flatMap((name) =>
    [{ not: '' }, { equals: null }, [], null].map((value) => [{ ...first, [name]: value }]),
  )
  return [[], ...whole.map((value) => [value]), ...broken]
}

let addresses = 0
const newAddress = () => `10.1.${addresses >> 8}.${addresses++ & 255}`

describe('arguments that no page would send are refused, and never believed', () => {
  const named = Object.entries(actions).filter(([, { call }]) => call(noThings()).length > 0)
  test.each(named)('%s', async (name, { may, call }) => {
    const isInTeam = !isOutside(may)
    // Nobody is made to wait: what is throttled shows nothing.
    foreigner.address = newAddress()
    for (const values of rubbishOf(call(studio.ours))) {
      const stranger = await foreigner.act(name, values)
      const said = `${JSON.stringify(values)} → ${stranger.status} ${stranger.text.slice(0, 200)}`
      expect(stranger.status, said).toBeLessThan(500)
      expect(stranger.text, said).not.toContain(secretWord)
      // What is throttled shows nothing.
      expect(denialOf(stranger), said).not.toBe('throttled')
      if (isInTeam) expect(denialOf(stranger), said).not.toBeNull()
      const another = owner.copy()
      another.address = foreigner.address
      const own = await another.act(name, values)
      expect(own.status, said).toBeLessThan(500)
      expect(denialOf(own), said).not.toBe('throttled')
    }
  })

  test('bodies that React did not write end with the request, and the server goes on', async () => {
    const bodies = [
      '',
      '{',
      'null',
      '"$F1"',
      '["$F1"]',
      '["$K1"]',
      '["$1:__proto__:constructor"]',
      '["$@0"]',
      '[{"__proto__":{"team":"ours-team"}}]',
      `[${'['.repeat(20_000)}`,
    ]
    for (const body of bodies) {
      const answer = await foreigner.actRaw('generations.startGeneration', body)
      expect(answer.text, body).not.toContain(secretWord)
      expect(answer.text, body).not.toMatch(/node_modules|\.ts:\d/)
      if (answer.status < 400) expect(denialOf(answer), body).not.toBeNull()
    }
    expect((await anonymous.ask('/api/ready')).status).toBe(200)
  })

  test('an action that there is not, or that another build had, is refused', async () => {
    const headers = { 'next-action': '7f'.padEnd(42, '0') }
    expect(await anonymous.ask('/sign-in', { method: 'POST', headers, body: '[]' })).toMatchObject({
      status: 409,
    })
  })
})

describe('parameters that no page would write are a thing that there is not', () => {
  const values = [
    '..',
    '%2e%2e',
    '%00',
    `' OR true --`,
    uuid().slice(1),
    'null',
    '[object Object]',
    'x'.repeat(5_000),
  ]
  const inPaths = Object.entries(routes).filter(([name]) => name.includes('['))
  test.each(inPaths)('%s', async (name, { params, ...entry }) => {
    const [method = '', path = ''] = name.split(' ')
    for (const value of values) {
      for (const [part] of path.matchAll(/\[[^\]]+\]/g)) {
        const rest = fill(path.replace(part, '<this>'), { ...studio.ours, ...params })
        const target = rest.replace('<this>', encodeURIComponent(decodeURIComponent(value)))
        const answer = await foreigner.ask(target, { method, ...bodyOf(entry, studio.ours) })
        expect(answer.status, target).toBeLessThan(500)
        expect(answer.text, target).not.toContain(secretWord)
      }
    }
  })
})

// Last: what is done here, is done.
describe('the owner gets through, so that what was denied was denied to strangers', () => {
  test.each(inTeams)('$name', async (door) => {
    const answer = await door.ask(owner, studio.ours)
    expect(denialOf(answer)).toBe(door.answers)
    expect(answer.status).toBe(200)
  })
})
