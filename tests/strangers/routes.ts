import { createHash } from 'node:crypto'
import { readJson } from '#lib/prompts/schema/file.ts'
import { planRows } from '#lib/prompts/schema/plan.ts'
import type { Things } from '../setup/things.ts'
import type { RouteEntry } from './table.ts'
import { modelId, plan } from './table.ts'

/** A file of prompts. */
const library = ({ prompt }: Things) => ({
  format: 'atelier prompts',
  version: 1,
  prompts: [{ title: `Brought in ${prompt}`, versions: [{ text: 'A harbour' }] }],
})

/** What bringing it in comes to: the plan that the server will have made of it. */
function libraryPlan(things: Things): string {
  const read = readJson(JSON.stringify(library(things)))
  const planned = planRows(read.ok ? read.rows : [], new Map(), { protect: true, room: 1 })
  return createHash('sha256')
    .update(JSON.stringify([planned.map(({ row, step }) => [row, step]), []]))
    .digest('hex')
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
export const routes: Record<string, RouteEntry> = {
  'GET /': { may: 'public' },
  'GET /setup': { may: 'public' },
  'GET /sign-in': { may: 'public' },
  'GET /forgot': { may: 'public' },
  'GET /join/[secret]': { may: 'public', params: { secret: 'A'.repeat(43) } },
  'GET /reset/[secret]': { may: 'public', params: { secret: 'A'.repeat(43) } },
  'GET /api/auth/callback/[provider]': { may: 'public', params: { provider: 'github' } },
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
  'GET /t/[team]/usage': { may: 'guest' },
  'GET /api/t/[team]/usage/csv': { may: 'guest' },
  'GET /t/[team]/settings/keys': { may: 'guest' },
  'GET /t/[team]/settings/tokens': { may: 'guest' },
  'GET /t/[team]/settings/audit': { may: 'guest' },
  'GET /api/t/[team]/archive': { may: 'team.export' },
  'GET /api/t/[team]/audit/csv': { may: 'audit.see' },
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
  'GET /t/[team]/library': { may: 'guest' },
  'GET /t/[team]/library/[prompt]': { may: 'guest' },
  'GET /t/[team]/people/[person]': { may: 'guest' },
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
    body: library,
  },
  'POST /api/t/[team]/library/import': {
    may: 'member',
    query: (things) => `?format=json&scope=mine&plan=${libraryPlan(things)}`,
    body: library,
  },
  'GET /openai/v1/models': { may: 'program', scope: 'models:read' },
  'OPTIONS /openai/v1/models': { may: 'public' },
  'GET /openai/v1/models/[...model]': { may: 'program', scope: 'models:read', params: { model: modelId } },
  'OPTIONS /openai/v1/models/[...model]': { may: 'public', params: { model: modelId } },
  'POST /openai/v1/images/generations': {
    may: 'program',
    scope: 'images:create',
    body: () => ({ model: modelId, prompt: 'A harbour' }),
  },
  'OPTIONS /openai/v1/images/generations': { may: 'public' },
  'POST /openai/v1/images/edits': { may: 'program', scope: 'images:create', bytes: aPixel },
  'OPTIONS /openai/v1/images/edits': { may: 'public' },
  'GET /openai/v1/[...path]': { may: 'program', params: { path: 'fine_tuning/jobs' } },
  'POST /openai/v1/[...path]': { may: 'program', params: { path: 'chat/completions' }, body: () => ({}) },
  'DELETE /openai/v1/[...path]': { may: 'program', params: { path: 'files/none/at/all' } },
  'POST /mcp': { may: 'program' },
  'OPTIONS /mcp': { may: 'public' },
  // An address that was never given out.
  'GET /openai/v1/files/[image]': {
    may: 'public',
    query: ({ token }) => `?token=${token}&until=9999999999&key=none`,
  },
  'GET /api/t/[team]/examples': { may: 'guest' },
  'GET /api/t/[team]/examples/starters': { may: 'guest' },
  'GET /api/t/[team]/people/[person]': { may: 'guest' },
  'POST /api/t/[team]/estimates': { may: 'guest', body: () => ({ modelId, provider: null, parameters: {} }) },
}
