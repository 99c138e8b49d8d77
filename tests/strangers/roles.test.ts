import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#lib/auth/schema.ts'
import { roles } from '#lib/auth/schema.ts'
import type { HttpClient } from '../setup/http-client.ts'
import type { Studio } from '../setup/studio.ts'
import { somebody, somethingMade, startStudio } from '../setup/studio.ts'
import type { Things } from '../setup/things.ts'
import { denialOf } from './denial.ts'
import type { Door } from './doors.ts'
import { denialFor, inTeams, roleMay } from './doors.ts'

/** Things for each role: their own, and a colleague's, which nobody else touches. */
interface Set {
  client: HttpClient
  own: Things
  others: Things
}

let studio: Studio
const sets = new Map<Role, Set>()

beforeAll(async () => {
  const made: { role: Role; own: Things; others: Things }[] = []
  studio = await startStudio({ CHANGES_PER_MINUTE: '1000000' }, async ({ teams, aMember }) => {
    const colleague = await somebody(teams.ours, 'editor')
    for (const role of roles) {
      const author = await aMember(`${role} of roles`, teams.ours, role)
      made.push({
        role,
        own: await somethingMade(teams.ours, author, 'team', { suffix: ` of ${role}`, isOwn: true }),
        others: await somethingMade(teams.ours, colleague, 'team', { suffix: ` for ${role}` }),
      })
    }
  })
  for (const { role, own, others } of made) {
    sets.set(role, { client: await studio.signIn(`${role} of roles`), own, others })
  }
})
afterAll(() => studio?.stop())

/** Afterwards one is not in the team any more. */
const isLeaving = ({ name }: Door) => name === 'teams.leave'

const cells = roles.flatMap((role) =>
  (['others', 'own'] as const).flatMap((whose) =>
    inTeams
      .filter((door) => whose === 'own' || !isLeaving(door))
      .map((door) => ({ role, whose, door, name: door.name })),
  ),
)

describe('every role, with its own things and with those of others, through the real routes and actions', () => {
  test.each(cells)('$role, $whose: $name', async ({ role, whose, door }) => {
    const set = sets.get(role)
    if (!set) throw new Error(`Nothing was made for ${role}.`)
    const answer = await door.ask(set.client, set[whose])
    const expected = roleMay(door, role, whose) ? door.answers : denialFor(door, role, whose)
    expect(denialOf(answer), answer.text.slice(0, 300)).toBe(expected)
  })
})
