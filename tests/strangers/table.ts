import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Role } from '#lib/auth/schema.ts'
import { readJson } from '#lib/prompts/schema/file.ts'
import { planRows } from '#lib/prompts/schema/plan.ts'
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
// `may` is the least who may: 'public' everybody, 'person' whoever is signed in, else a role in the team of the thing.

export type Least = 'public' | 'person' | Role

interface Entry {
  may: Least
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
  /**
   * Takes things in numbers, does what it can, and says which: what is not there or not theirs is left out alike,
   * without a word.
   */
  leavesOut?: true
  call: (things: Things) => [unknown, ...unknown[]] | []
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

/** A file of prompts, and what bringing it in comes to: the plan that the server will have made of it. */
const library = {
  format: 'atelier prompts',
  version: 1,
  prompts: [{ title: 'Brought in', versions: [{ text: 'A harbour' }] }],
}
const read = readJson(JSON.stringify(library))
const planned = planRows(read.ok ? read.rows : [], new Map(), { protect: true, room: 1 })
const libraryPlan = createHash('sha256')
  .update(JSON.stringify([planned.map(({ row, step }) => [row, step]), []]))
  .digest('hex')

/** A PNG of one pixel. */
const aPixel = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

const details = { title: 'A prompt', description: '', tags: [], folder: null }

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
  'GET /t/[team]/batches/[batch]': { may: 'guest' },
  'GET /t/[team]/links': { may: 'guest' },
  // A link is its maker's and the admins': to anybody else, whatever their role, it is not there.
  'GET /api/t/[team]/shares': { may: 'guest' },
  'GET /api/t/[team]/shares/[share]': { may: 'guest' },
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
  'POST /api/t/[team]/batches/plan': { may: 'member', body: () => ({ plan }) },
  'GET /api/t/[team]/queue': { may: 'guest' },
  'GET /api/t/[team]/queue/lines': { may: 'guest' },
  'GET /api/t/[team]/upstream': { may: 'guest' },
  'GET /api/t/[team]/events': { may: 'guest' },
  'GET /api/t/[team]/generations/[generation]': { may: 'guest' },
  'GET /api/t/[team]/images/[image]/[variant]': { may: 'guest', params: { variant: 'original' } },
  'GET /api/t/[team]/models': { may: 'guest' },
  'GET /api/t/[team]/inputs/[input]/[variant]': { may: 'guest', params: { variant: 'original' } },
  'POST /api/t/[team]/inputs': { may: 'member', bytes: aPixel },
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
  'POST /api/t/[team]/improvements': { may: 'member', body: () => ({ prompt: 'A harbour' }) },
  'GET /t/[team]/library': { may: 'guest' },
  'GET /t/[team]/library/[prompt]': { may: 'guest' },
  'GET /t/[team]/people/[member]': { may: 'guest' },
  'GET /api/t/[team]/library': { may: 'guest', query: '?search=heron' },
  'GET /api/t/[team]/library/facets': { may: 'guest' },
  'GET /api/t/[team]/library/names': { may: 'guest' },
  'GET /api/t/[team]/library/[prompt]': { may: 'guest' },
  'GET /api/t/[team]/library/versions/[version]': { may: 'guest' },
  'POST /api/t/[team]/library/export': {
    may: 'guest',
    body: ({ prompt }) => ({ format: 'json', wanted: { prompts: [prompt] } }),
  },
  'POST /api/t/[team]/library/import/plan': {
    may: 'member',
    query: '?format=json&scope=mine',
    body: () => library,
  },
  'POST /api/t/[team]/library/import': {
    may: 'member',
    query: `?format=json&scope=mine&plan=${libraryPlan}`,
    body: () => library,
  },
  'GET /api/t/[team]/examples': { may: 'guest' },
  'GET /api/t/[team]/examples/starters': { may: 'guest' },
  'GET /api/t/[team]/people/[member]': { may: 'guest' },
  'POST /api/t/[team]/estimates': { may: 'guest', body: () => ({ modelId, provider: null, parameters: {} }) },
}

export const actions: Record<string, ActionEntry> = {
  'auth.createStudio': {
    may: 'public',
    call: () => [{ name: 'A', email: 'a@b.test', password: 'long enough it is', teamName: 'T' }],
  },
  'auth.signInWithPassword': { may: 'public', call: () => [{ email: 'a@b.test', password: 'x' }] },
  'auth.signOutHere': { may: 'person', call: () => [] },
  'account.saveProfile': { may: 'person', call: () => [{ name: 'A', timeZone: 'UTC' }] },
  'account.savePassword': {
    may: 'person',
    call: () => [{ currentPassword: 'not this one', newPassword: 'long enough it is' }],
  },
  'account.signOutSession': { may: 'person', call: () => [{ id: uuid() }] },
  'account.signOutOthers': { may: 'person', call: () => [] },
  'generations.startGeneration': {
    may: 'member',
    call: ({ team }) => [{ team, id: uuid(), modelId, provider: null, prompt: 'A harbour', parameters: {} }],
  },
  'generations.stopGeneration': {
    may: 'member',
    tooLow: 'harmless',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.tryAgain': {
    may: 'member',
    call: ({ team, generation }) => [{ team, id: generation, afterAttempt: 1 }],
  },
  'generations.changeVisibility': {
    may: 'member',
    call: ({ team, generation }) => [{ team, id: generation, visibility: 'team' }],
  },
  'generations.deleteGeneration': {
    may: 'member',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'generations.undoDeleteGeneration': {
    may: 'member',
    call: ({ team, generation }) => [{ team, id: generation }],
  },
  'batches.startBatch': { may: 'member', call: ({ team }) => [{ team, id: uuid(), plan }] },
  'batches.pauseBatch': { may: 'member', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.resumeBatch': { may: 'member', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.cancelBatch': { may: 'member', call: ({ team, batch }) => [{ team, id: batch }] },
  'batches.retryBatch': {
    may: 'member',
    call: ({ team, batch }) => [{ team, id: batch, upTo: '2026-01-01T00:00:00.000Z' }],
  },
  'queue.cancelMine': { may: 'member', call: ({ team }) => [{ team }] },
  'presets.keepPreset': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), scope: 'mine', name: uuid(), modelId: null, provider: null, values: {} },
    ],
  },
  'presets.callPreset': { may: 'editor', call: ({ team, preset }) => [{ team, id: preset, name: 'A name' }] },
  'presets.deletePreset': { may: 'editor', call: ({ team, preset }) => [{ team, id: preset }] },
  'search.keepSearch': {
    may: 'guest',
    call: ({ team }) => [{ team, id: uuid(), name: uuid(), query: 'by:me harbour' }],
  },
  'search.deleteSearch': { may: 'guest', call: ({ team, search }) => [{ team, id: search }] },
  'wildcards.keepWildcard': {
    may: 'member',
    call: ({ team }) => [{ team, id: uuid(), scope: 'mine', name: 'colours', lines: ['red'] }],
  },
  'wildcards.deleteWildcard': { may: 'editor', call: ({ team, wildcard }) => [{ team, id: wildcard }] },
  'albums.makeAlbum': { may: 'member', call: ({ team }) => [{ team, id: uuid(), name: 'Spring' }] },
  'albums.callAlbum': { may: 'member', call: ({ team, album }) => [{ team, id: album, name: 'Spring' }] },
  'albums.chooseAlbumCover': {
    may: 'member',
    call: ({ team, album }) => [{ team, id: album, image: null }],
  },
  'albums.orderAlbum': {
    may: 'member',
    call: ({ team, album, image }) => [{ team, id: album, images: [image], before: null }],
  },
  'albums.deleteAlbum': { may: 'member', call: ({ team, album }) => [{ team, id: album }] },
  'albums.undoDeleteAlbum': { may: 'member', call: ({ team, album }) => [{ team, id: album }] },
  'tags.callTag': { may: 'editor', call: ({ team, tag }) => [{ team, id: tag, name: 'another' }] },
  'tags.joinTags': {
    may: 'editor',
    call: ({ team, tag }) => [{ team, id: tag, into: tag }],
  },
  'tags.deleteTag': { may: 'editor', call: ({ team, tag }) => [{ team, id: tag }] },
  'bulk.changeImages': {
    may: 'member',
    leavesOut: true,
    call: ({ team, image }) => [
      { team, id: uuid(), selection: { images: [image] }, change: { kind: 'tag', tags: ['boat'] } },
    ],
  },
  // Each has their own: another’s is like one that there isn’t, whatever one’s role.
  'bulk.undoChange': { may: 'guest', call: ({ team, change }) => [{ team, id: change }] },
  'images.markImages': {
    may: 'member',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image], marks: { favourite: true } }],
  },
  'images.removeFromGallery': {
    may: 'member',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'images.restoreToGallery': {
    may: 'member',
    leavesOut: true,
    call: ({ team, image }) => [{ team, images: [image] }],
  },
  'prompts.keepPrompt': {
    may: 'member',
    call: ({ team }) => [
      { team, id: uuid(), versionId: uuid(), scope: 'mine', ...details, content: { text: 'A' } },
    ],
  },
  'prompts.describePrompt': {
    may: 'editor',
    call: ({ team, prompt }) => [{ team, id: prompt, scope: 'team', ...details, slug: 'another-name' }],
  },
  'prompts.keepVersion': {
    may: 'editor',
    call: ({ team, prompt }) => [{ team, id: uuid(), prompt, content: { text: uuid() } }],
  },
  'prompts.takeVersionBack': {
    may: 'editor',
    call: ({ team, version }) => [{ team, id: uuid(), version }],
  },
  'prompts.takePromptOver': {
    may: 'member',
    call: ({ team, version }) => [{ team, id: uuid(), versionId: uuid(), version }],
  },
  'prompts.putLabel': {
    may: 'editor',
    call: ({ team, prompt, version }) => [{ team, prompt, name: 'approved', version }],
  },
  'prompts.keepAtHand': { may: 'guest', call: ({ team, prompt }) => [{ team, id: prompt, isPinned: true }] },
  'prompts.deletePrompt': { may: 'editor', call: ({ team, prompt }) => [{ team, id: prompt }] },
  'prompts.undoDeletePrompt': { may: 'editor', call: ({ team, prompt }) => [{ team, id: prompt }] },
  'prompts.callFolder': {
    may: 'editor',
    call: ({ team, folder }) => [{ team, id: folder, name: 'A folder' }],
  },
  'examples.addToExamples': {
    may: 'member',
    call: ({ team, image }) => [{ team, owner: 'mine', images: [{ id: uuid(), image }] }],
  },
  'examples.describeExample': {
    may: 'editor',
    call: ({ team, example }) => [{ team, id: example, title: 'Another' }],
  },
  'examples.orderExamples': {
    may: 'editor',
    leavesOut: true,
    call: ({ team, example }) => [{ team, owner: 'team', examples: [example], before: null }],
  },
  'examples.takeExampleOut': { may: 'editor', call: ({ team, example }) => [{ team, id: example }] },
  'examples.undoTakeExampleOut': { may: 'editor', call: ({ team, example }) => [{ team, id: example }] },
  'shares.shareImages': {
    may: 'member',
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
  'shares.changeShare': { may: 'guest', call: ({ team, share }) => [{ team, id: share, title: 'Another' }] },
  'shares.updateShare': { may: 'guest', call: ({ team, share }) => [{ team, id: share }] },
  'shares.changeShareAddress': { may: 'guest', call: ({ team, share }) => [{ team, id: share }] },
  'shares.endShare': { may: 'guest', call: ({ team, share }) => [{ team, id: share }] },
}
