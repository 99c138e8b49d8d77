import { z } from 'zod'
import type { Role } from '#lib/auth/schema.ts'
import { hasRole } from '#lib/auth/schema.ts'
import type { HttpClient, Answered } from '../setup/http-client.ts'
import type { Things } from '../setup/things.ts'
import { noThings } from '../setup/things.ts'
import { actions } from './actions.ts'
import { routes } from './routes.ts'
import type { Entry, RouteEntry } from './table.ts'
import { isOutside, leastOf } from './table.ts'

const queryOf = ({ query = '' }: RouteEntry, things: Things) =>
  typeof query === 'string' ? query : query(things)

/** A route or an action, as it is asked. */
export interface Door {
  name: string
  may: Entry['may']
  entry: Entry
  /** How whoever may it is answered. */
  answers: string | null
  leavesOut: boolean
  ask(client: HttpClient, things: Things): Promise<Answered>
  /** What it names beside the team. */
  takesThings: boolean
}

/** A path with its brackets filled in. */
export function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`Nothing is called [${name}]: give it in Things, or in params.`)
    return value
  })
}

export const bodyOf = ({ body, bytes }: Pick<RouteEntry, 'body' | 'bytes'>, things: Things) =>
  body ? { body: JSON.stringify(body(things)) } : bytes ? { body: bytes } : {}

export const doors: Door[] = [
  ...Object.entries(routes).map(([name, entry]): Door => {
    const [method = '', path = ''] = name.split(' ')
    return {
      name,
      may: entry.may,
      entry,
      answers: null,
      leavesOut: false,
      takesThings: Object.keys(noThings()).some((thing) => thing !== 'team' && path.includes(`[${thing}]`)),
      ask: (client, things) =>
        client.ask(fill(path, { ...things, ...entry.params }) + queryOf(entry, things), {
          method,
          ...bodyOf(entry, things),
        }),
    }
  }),
  ...Object.entries(actions).map(([name, entry]): Door => {
    const missing = noThings()
    const named = JSON.stringify(entry.call(missing))
    const ids = z.record(z.string(), z.string()).parse({ ...missing, team: '-' })
    return {
      name,
      may: entry.may,
      entry,
      answers: entry.answers ?? null,
      leavesOut: entry.leavesOut ?? false,
      takesThings: Object.values(ids).some((id) => id !== '-' && named.includes(id)),
      ask: (client, things) => client.act(name, entry.call(things), { team: things.team }),
    }
  }),
]

/** Those of a team. */
export const inTeams = doors.filter(({ may }) => !isOutside(may))

/** Those of people, wherever they are. */
export const forPeople = doors.filter(({ may }) => may !== 'public' && may !== 'program')

/** Whether a role may do it. */
export function roleMay({ may, entry }: Door, role: Role, whose: 'own' | 'others'): boolean {
  if (entry.isPersonal && whose === 'others') return false
  const least = leastOf(may, whose)
  return least !== null && !isOutside(least) && hasRole({ role }, least)
}

/** How somebody in the team is denied what their role may not do to such a thing, which is there. */
export function denialFor(door: Door, role: Role, whose: 'own' | 'others'): string | null {
  const { tooLow, isUnseen, isPersonal } = door.entry
  if (tooLow === 'harmless' || (door.leavesOut && roleMay(door, role, 'own'))) return null
  return whose === 'others' && (isUnseen || isPersonal) ? 'not_found' : 'forbidden'
}
