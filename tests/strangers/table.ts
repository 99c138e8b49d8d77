import { v7 as uuid } from 'uuid'
import type { PermissionName } from '#lib/auth/permissions.ts'
import { permissions } from '#lib/auth/permissions.ts'
import type { Role } from '#lib/auth/schema.ts'
import { roles } from '#lib/auth/schema.ts'
import type { Things } from '../setup/studio.ts'

// Who may do what over HTTP. Every route and every server action of the build has a line here; strangers.test.ts says
// which one is missing, and tries each with everybody who may not.
//
// To add a route: `'GET /api/t/[team]/albums/[album]': { may: 'guest' }`. The parameters in brackets are filled from
// Things by their names; others stand under `params`. `body` is what a POST sends. A page is a GET.
// To add an action: `'albums.renameAlbum': { may: 'member', call: ({ team, album }) => [{ team, album, name: 'x' }] }`,
// named by its domain and its export. `call` gives arguments with which the owner would succeed.
// To add a kind of thing: a name in Things, and a row of it in tests/setup/studio.ts.
//
// `may` is who may: 'public' everybody, 'person' whoever is signed in, else the least role in the team of the thing; or
// the permission that decides, of lib/auth/permissions.ts: then every role is tried with its own thing and with another's.

export type Least = 'public' | 'person' | Role

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
  query?: string
  body?: (things: Things) => unknown
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
  if (may === 'public' || may === 'person') return may
  const role = roles.find((each) => each === may)
  if (role) return role
  const { least } = Object.entries(permissions).find(([name]) => name === may)?.[1] ?? { least: null }
  if (least === null || typeof least === 'string') return least
  return whose === 'own' ? least[0] : least[1]
}

const modelId = 'imagen-3.0-generate-002'

const plan = {
  kind: 'variants',
  template: 'A {red|blue} harbour',
  variables: {},
  modelId,
  provider: null,
  parameters: {},
  sample: null,
}

/** A PNG of one pixel. */
const aPixel = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

/** The address of a link that there is not: what opens to whom is `tests/server/shares.test.ts`'s. */
const noLink = { share: 'A'.repeat(43) }
const aSwitch = {
  showPrompts: false,
  showParameters: false,
  allowDownload: false,
  allowRemix: false,
  showStars: false,
  showNames: false,
}

export const routes: Record<string, RouteEntry> = {
  'GET /': { may: 'public' },
  'GET /setup': { may: 'public' },
  'GET /sign-in': { may: 'public' },
  'GET /forgot': { may: 'public' },
  'GET /join/[secret]': { may: 'public', params: { secret: 'A'.repeat(43) } },
  'GET /reset/[secret]': { may: 'public', params: { secret: 'A'.repeat(43) } },
  'GET /icon.svg': { may: 'public' },
  'GET /api/ready': { may: 'public' },
  'GET /s/[share]': { may: 'public', params: noLink },
  'GET /s/[share]/[image]': { may: 'public', params: { ...noLink, image: '1' } },
  'GET /s/[share]/[image]/[variant]': { may: 'public', params: { ...noLink, image: '1', variant: '512' } },
  'GET /s/[share]/card': { may: 'public', params: noLink },
  'GET /s/[share]/json': { may: 'public', params: noLink },
  'GET /s/[share]/remix': { may: 'public', params: noLink },
  'POST /s/[share]/unlock': { may: 'public', params: noLink, body: () => ({}) },
  'GET /s/[share]/zip': { may: 'public', params: noLink },
  'GET /api/health': { may: 'public' },
  'GET /design': { may: 'person' },
  'GET /t/[team]/playground': { may: 'guest' },
  'GET /t/[team]/gallery': { may: 'guest' },
  'GET /t/[team]/settings': { may: 'guest' },
  'GET /t/[team]/settings/team': { may: 'guest' },
  'GET /t/[team]/settings/members': { may: 'guest' },
  'GET /t/[team]/settings/budgets': { may: 'guest' },
  'GET /t/[team]/settings/keys': { may: 'guest' },
  'GET /t/[team]/batches/[batch]': { may: 'guest' },
  'GET /t/[team]/links': { may: 'guest' },
  // A link is its maker's and the admins': to anybody else, whatever their role, it is not there.
  'GET /api/t/[team]/shares': { may: 'guest' },
  'GET /api/t/[team]/shares/[share]': { may: 'shares.keep', isUnseen: true },
  'GET /api/t/[team]/gallery': { may: 'guest', query: '?scope=team' },
  'GET /api/t/[team]/gallery/outline': { may: 'guest', query: '?scope=team' },
  'GET /api/t/[team]/gallery/days': { may: 'guest', query: '?scope=team' },
  'GET /api/t/[team]/gallery/[image]': { may: 'guest' },
  'GET /api/t/[team]/feed': { may: 'guest' },
  'GET /api/t/[team]/batches/[batch]': { may: 'guest' },
  'GET /api/t/[team]/batches/[batch]/cells': { may: 'guest' },
  'GET /api/t/[team]/images/[image]/download': { may: 'guest' },
  'POST /api/t/[team]/zip': {
    may: 'guest',
    body: ({ image }) => ({ selection: { images: [image] }, as: 'original', recipe: true }),
  },
  'GET /api/t/[team]/batches/[batch]/zip': { may: 'guest' },
  'POST /api/t/[team]/batches/plan': { may: 'generations.create', body: () => ({ plan }) },
  'GET /api/t/[team]/budget': { may: 'guest' },
  'GET /api/t/[team]/queue': { may: 'guest' },
  'GET /api/t/[team]/queue/lines': { may: 'guest' },
  'GET /api/t/[team]/upstream': { may: 'guest' },
  'GET /api/t/[team]/events': { may: 'guest' },
  'GET /api/t/[team]/generations/[generation]': { may: 'guest' },
  'GET /api/t/[team]/images/[image]/[variant]': { may: 'guest', params: { variant: 'original' } },
  'GET /api/t/[team]/models': { may: 'guest' },
  'GET /api/t/[team]/inputs/[input]/[variant]': { may: 'guest', params: { variant: 'original' } },
  'POST /api/t/[team]/inputs': { may: 'generations.create', bytes: aPixel },
  'GET /api/t/[team]/models/[...model]': { may: 'guest', params: { model: modelId } },
  'GET /api/t/[team]/albums': { may: 'guest' },
  'GET /api/t/[team]/tags': { may: 'guest' },
  'GET /api/t/[team]/changes': { may: 'guest' },
  'GET /api/t/[team]/presets': { may: 'guest' },
  'GET /api/t/[team]/prompts': { may: 'guest', query: '?search=heron' },
  'GET /api/t/[team]/searches': { may: 'guest' },
  'GET /api/t/[team]/searches/names': { may: 'guest' },
  'GET /api/t/[team]/wildcards': { may: 'guest' },
  'GET /api/t/[team]/wildcards/[wildcard]': { may: 'guest' },
  'GET /api/t/[team]/wildcards/lists': { may: 'guest', query: '?name=xanthic-heron' },
  'POST /api/t/[team]/improvements': { may: 'generations.create', body: () => ({ prompt: 'A harbour' }) },
  'POST /api/t/[team]/estimates': { may: 'guest', body: () => ({ modelId, provider: null, parameters: {} }) },
}

export const actions: Record<string, ActionEntry> = {
  'auth.createStudio': {
    may: 'public',
    call: () => [{ name: 'A', email: 'a@b.test', password: 'long enough it is', teamName: 'T' }],
  },
  'auth.signInWithPassword': { may: 'public', call: () => [{ email: 'a@b.test', password: 'x' }] },
  'auth.signOutHere': { may: 'person', call: () => [] },
  'auth.joinTeam': { may: 'person', call: () => [{ secret: 'A'.repeat(43) }] },
  'auth.joinWithNewAccount': {
    may: 'public',
    call: () => [
      {
        secret: 'A'.repeat(43),
        name: 'A',
        email: 'a@b.test',
        password: 'long enough it is',
        timeZone: 'UTC',
      },
    ],
  },
  'auth.forgetPassword': { may: 'public', call: () => [{ email: 'a@b.test' }] },
  'auth.choosePassword': {
    may: 'public',
    call: () => [{ secret: 'A'.repeat(43), password: 'long enough it is' }],
  },
  'teams.makeTeam': { may: 'person', call: () => [{ name: 'Another', timeZone: 'UTC' }] },
  'account.saveProfile': { may: 'person', call: () => [{ name: 'A', timeZone: 'UTC' }] },
  'account.savePassword': {
    may: 'person',
    call: () => [{ currentPassword: 'not this one', newPassword: 'long enough it is' }],
  },
  'account.signOutSession': { may: 'person', call: () => [{ id: uuid() }] },
  'account.signOutOthers': { may: 'person', call: () => [] },
  'generations.startGeneration': {
    may: 'generations.create',
    call: ({ team }) => [{ team, id: uuid(), modelId, provider: null, prompt: 'A harbour', parameters: {} }],
  },
  'generations.stopGeneration': {
    may: 'generations.cancel',
    tooLow: 'harmless',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.tryAgain': {
    may: 'generations.retry',
    call: ({ team, generation }) => [{ team, id: generation, afterAttempt: 1 }],
  },
  'generations.changeVisibility': {
    may: 'generations.show',
    call: ({ team, generation }) => [{ team, id: generation, visibility: 'team' }],
  },
  'generations.deleteGeneration': {
    may: 'generations.remove',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.undoDeleteGeneration': {
    may: 'generations.remove',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'batches.startBatch': { may: 'generations.create', call: ({ team }) => [{ team, id: uuid(), plan }] },
  'batches.pauseBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.resumeBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.cancelBatch': { may: 'generations.cancel', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.retryBatch': {
    may: 'generations.retry',
    call: ({ team, batch }) => [{ team, id: batch, upTo: '2026-01-01T00:00:00.000Z' }],
  },
  'queue.cancelMine': { may: 'generations.create', call: ({ team }) => [{ team }] },
  'presets.keepPreset': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), scope: 'mine', name: uuid(), modelId: null, provider: null, values: {} },
    ],
  },
  'presets.callPreset': {
    may: 'kept.change',
    call: ({ team, preset }) => [{ team, id: preset, name: 'A name' }],
  },
  'presets.deletePreset': { may: 'kept.change', call: ({ team, preset }) => [{ team, id: preset }] },
  'search.keepSearch': {
    may: 'guest',
    call: ({ team }) => [{ team, id: uuid(), name: uuid(), query: 'by:me harbour' }],
  },
  'search.deleteSearch': {
    may: 'guest',
    isPersonal: true,
    call: ({ team, search }) => [{ team, id: search }],
  },
  'wildcards.keepWildcard': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), scope: 'mine', name: `colours-${uuid().slice(-8)}`, lines: ['red'] },
    ],
  },
  'wildcards.deleteWildcard': { may: 'kept.change', call: ({ team, wildcard }) => [{ team, id: wildcard }] },
  'albums.makeAlbum': { may: 'albums.fill', call: ({ team }) => [{ team, id: uuid(), name: 'Spring' }] },
  'albums.callAlbum': {
    may: 'albums.change',
    call: ({ team, album }) => [{ team, id: album, name: 'Spring' }],
  },
  'albums.chooseAlbumCover': {
    may: 'albums.fill',
    call: ({ team, album }) => [{ team, id: album, image: null }],
  },
  'albums.orderAlbum': {
    may: 'albums.fill',
    call: ({ team, album, image }) => [{ team, id: album, images: [image], before: null }],
  },
  'albums.deleteAlbum': { may: 'albums.change', call: ({ team, album }) => [{ team, id: album }] },
  'albums.undoDeleteAlbum': { may: 'albums.change', call: ({ team, album }) => [{ team, id: album }] },
  'tags.callTag': { may: 'tags.manage', call: ({ team, tag }) => [{ team, id: tag, name: 'another' }] },
  'tags.joinTags': {
    may: 'tags.manage',
    call: ({ team, tag }) => [{ team, id: tag, into: tag }],
  },
  'tags.deleteTag': { may: 'tags.manage', call: ({ team, tag }) => [{ team, id: tag }] },
  'bulk.changeImages': {
    may: 'tags.put',
    leavesOut: true,
    call: ({ team, image }) => [
      { team, id: uuid(), selection: { images: [image] }, change: { kind: 'tag', tags: ['boat'] } },
    ],
  },
  'bulk.undoChange': {
    may: 'tags.put',
    isPersonal: true,
    call: ({ team, change }) => [{ team, id: change }],
  },
  'images.markImages': {
    may: 'images.mark',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image], marks: { favourite: true } }],
  },
  'images.removeFromGallery': {
    may: 'generations.remove',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'images.restoreToGallery': {
    may: 'generations.remove',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'shares.shareImages': {
    may: 'shares.make',
    call: ({ team, image }) => [
      {
        team,
        id: uuid(),
        source: { kind: 'selection', selection: { images: [image] } },
        title: 'A link',
        switches: aSwitch,
      },
    ],
  },
  'shares.changeShare': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share, title: 'Another' }],
  },
  'shares.updateShare': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share }],
  },
  'shares.changeShareAddress': {
    may: 'shares.keep',
    isUnseen: true,
    call: ({ team, share }) => [{ team, id: share }],
  },
  'shares.endShare': { may: 'shares.keep', isUnseen: true, call: ({ team, share }) => [{ team, id: share }] },
  'invitations.inviteMember': {
    may: 'members.manage',
    call: ({ team }) => [{ team, id: uuid(), role: 'guest', email: null, uses: 1, days: 7 }],
  },
  'invitations.sendInvitationAgain': {
    may: 'members.manage',
    isRoleFirst: true,
    // It was made without an address, and there is no server for e-mail.
    answers: 'unavailable',
    call: ({ team, invitation }) => [{ team, id: invitation }],
  },
  'invitations.endInvitation': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, invitation }) => [{ team, id: invitation }],
  },
  'credentials.saveKey': {
    may: 'keys.manage',
    // The API does not know it.
    answers: 'invalid',
    call: ({ team }) => [{ team, provider: 'lumenfall', secret: 'lmnfl_strangers.secret' }],
  },
  'credentials.forgetKey': {
    may: 'keys.manage',
    answers: 'not_found',
    call: ({ team }) => [{ team, provider: 'lumenfall' }],
  },
  'budgets.saveBudget': {
    may: 'budgets.change',
    isRoleFirst: true,
    call: ({ team, member }) => [
      {
        team,
        scope: 'member',
        id: member,
        limit: { limitMicros: 1_000_000, warnMicros: null, isHard: true },
      },
    ],
  },
  'teams.saveTeam': { may: 'team.change', call: ({ team }) => [{ team, name: 'Ours', timeZone: 'UTC' }] },
  'teams.allowModels': {
    may: 'team.change',
    call: ({ team }) => [{ team, models: { member: null, editor: null } }],
  },
  'teams.giveRole': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member, role: 'guest' }],
  },
  'teams.makePasswordLink': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member }],
  },
  'teams.takeOut': {
    may: 'members.manage',
    isRoleFirst: true,
    call: ({ team, member }) => [{ team, member }],
  },
  // Last: afterwards one is not in the team.
  'teams.leave': { may: 'guest', call: ({ team }) => [{ team }] },
}
