import { createHash } from 'node:crypto'

const hashOf = (teamId: string, what: string) =>
  createHash('sha256').update(`${teamId} ${what}`).digest('hex')

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What rows of an archive become in the team that is made of it. */
export interface Ids {
  /** A person of this server, the new team itself, or a row. */
  idOf(id: string): string
  traceOf(trace: string): string
}

/**
 * The id that a row gets in a team: another than in any other team, and always the same, so that nothing must be kept
 * in memory to find what refers to it. The time in it stays, and so does the order within a millisecond.
 */
export function freshId(teamId: string, id: string): string {
  return `${id.slice(0, 26)}${hashOf(teamId, id).slice(0, 10)}`
}

export function idsOf(teamId: string, formerId: string, people: ReadonlyMap<string, string>): Ids {
  return {
    idOf: (id) => (id === formerId ? teamId : (people.get(id) ?? freshId(teamId, id))),
    // It names a call in the request log of the account that made it; two rows may not have the same.
    traceOf: (trace) => hashOf(teamId, trace).slice(0, 32),
  }
}

/** A plan names the pictures that it starts from. */
export function planOf(value: unknown, ids: Ids): unknown {
  if (Array.isArray(value)) return value.map((each) => planOf(each, ids))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([name, each]) => {
    const isId = name === 'id' && typeof each === 'string' && isUuid(each)
    return [name, isId ? ids.idOf(each) : planOf(each, ids)] as const
  })
  return Object.fromEntries(entries)
}
