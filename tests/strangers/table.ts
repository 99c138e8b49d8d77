import type { PermissionName } from '#lib/auth/permissions.ts'
import { permissions } from '#lib/auth/permissions.ts'
import type { Role, TokenScope } from '#lib/auth/schema.ts'
import { roles } from '#lib/auth/schema.ts'
import type { Things } from '../setup/things.ts'

// Who may do what over HTTP. Every route and every server action of the build has a line here; strangers.test.ts says
// which one is missing, and tries each with everybody who may not.
//
// To add a route, in routes.ts: `'GET /api/t/[team]/albums/[album]': { may: 'guest' }`. The parameters in brackets are filled from
// Things by their names; others stand under `params`. `body` is what a POST sends. A page is a GET.
// To add an action, in actions.ts: `'albums.renameAlbum': { may: 'member', call: ({ team, album }) => [{ team, album, name: 'x' }] }`,
// named by its domain and its export. `call` gives arguments with which the owner would succeed.
// To add a kind of thing: a name in Things, and a row of it in tests/setup/things.ts.
//
// `may` is who may: 'public' everybody, 'person' whoever is signed in, 'program' who has a token for it (programs.test.ts),
// else the least role in the team of the thing; or
// the permission that decides, of lib/auth/permissions.ts: then every role is tried with its own thing and with another's.

export type Least = 'public' | 'person' | 'program' | Role

/** Who is no one's role in a team. */
const outside: readonly string[] = ['public', 'person', 'program'] satisfies Least[]
export const isOutside = (may: Entry['may']): may is 'public' | 'person' | 'program' => outside.includes(may)

export interface Entry {
  may: Least | PermissionName
  /**
   * Asked only of whoever may it, before anything is looked for: who may not is told so, whatever is named.
   */
  isRoleFirst?: true
  /** Somebody else's looks like one that there is not, to all who may not. */
  isUnseen?: true
  /** Each has their own: somebody else's is like one that there is not, whatever one's role. */
  isPersonal?: true
  /**
   * What somebody of the team with too low a role gets on a thing that they may see: `forbidden` unless it says
   * otherwise. 'harmless' is for what has ended: it says so to everybody who sees it, and changes nothing.
   */
  tooLow?: 'harmless'
}

export interface RouteEntry extends Entry {
  params?: Record<string, string>
  query?: string | ((things: Things) => string)
  body?: (things: Things) => unknown
  /** What a program must have a token for. */
  scope?: TokenScope
  /** The same, of what is no JSON. */
  bytes?: Uint8Array<ArrayBuffer>
}

export interface ActionEntry extends Entry {
  /** What whoever may it is answered here, where that is no success. */
  answers?: string
  /**
   * Takes things in numbers, does what it can, and says which: what is not there or not theirs is left out alike,
   * without a word.
   */
  leavesOut?: true
  call: (things: Things) => [unknown, ...unknown[]] | []
}

/** The least who may do it to their own, or to another's; null for nobody. */
export function leastOf(may: Entry['may'], whose: 'own' | 'others'): Least | null {
  if (isOutside(may)) return may
  const role = roles.find((each) => each === may)
  if (role) return role
  const { least } = Object.entries(permissions).find(([name]) => name === may)?.[1] ?? { least: null }
  if (least === null || typeof least === 'string') return least
  return whose === 'own' ? least[0] : least[1]
}

export const modelId = 'imagen-3.0-generate-002'

export const plan = {
  kind: 'variants',
  template: 'A {red|blue} harbour',
  variables: {},
  modelId,
  provider: null,
  parameters: {},
  sample: null,
}
