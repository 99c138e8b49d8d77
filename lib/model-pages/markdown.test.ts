import { expect, test } from 'vitest'
import { builtInModel, gatewayParameters } from '#lib/models/schema/built-in.ts'
import { readParameterSchema } from '#lib/models/schema/read.ts'
import type { ModelPage } from './schema.ts'
import { factsOf, measuredName, questionsOf, retirementsOf, toMarkdown } from './schema.ts'

const none = { prompts: { count: 0, first: [] }, presets: { count: 0, first: [] }, examples: 0, waiting: 0 }

function aPage(changes: Partial<ModelPage> = {}): ModelPage {
  const { status: _, ...card } = builtInModel
  return {
    ...card,
    inputs: null,
    takesPrompt: true,
    promptLimit: 1000,
    isLive: true,
    parameters: readParameterSchema(gatewayParameters)?.parameters ?? [],
    state: { kind: 'active' },
    replacement: null,
    others: [],
    baseUrl: 'https://api.test/openai/v1',
    ownBaseUrl: 'https://studio.test/openai/v1',
    providers: [],
    measured: [],
    ranking: null,
    pictures: [],
    examples: [],
    dependants: none,
    facts: null,
    ...changes,
  }
}

const headings = (text: string) => [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)

test('a model of which the API says little has what it says, and no heading without words under it', () => {
  const text = toMarkdown(aPage({ tags: [], parameters: [] }))
  expect(headings(text)).toEqual([
    'Quick reference',
    'Specifications',
    'Identifiers',
    'Code',
    'Questions and answers',
  ])
  expect(text).toMatch(/^# Imagen 3\.0 Generate 002\n\n> Text to image/)
  expect(text).toContain('- Base URL: https://api.test/openai/v1')
  expect(text).not.toContain('undefined')
})

test('the first model has every part of its published page', () => {
  const id = builtInModel.id
  const text = toMarkdown(
    aPage({
      facts: factsOf(id),
      aliases: ['imagen-3'],
      state: { kind: 'ending', on: '2026-06-30', isPast: true },
      replacement: { id: 'gemini-2.5-flash-image', name: 'Gemini 2.5', isListed: true },
      ranking: { place: 2, of: 3, mean: 4.25, ratings: 8 },
      providers: retirementsOf(id).map((retirement) => ({
        slug: retirement.provider,
        configKey: `${retirement.provider}/${id}`,
        region: 'Global',
        priceMicros: 30_000,
        retirement,
      })),
      measured: [
        {
          upstream: 'lumenfall',
          provider: 'vertex',
          calls: 40,
          succeeded: 38,
          refused: 2,
          p50Ms: 4_800,
          p95Ms: 61_000,
          imageMicros: 30_000,
        },
        {
          upstream: 'gemini',
          provider: null,
          calls: 1,
          succeeded: 0,
          refused: 1,
          p50Ms: null,
          p95Ms: null,
          imageMicros: null,
        },
      ],
      dependants: {
        prompts: { count: 7, first: [{ id: 'x', title: 'Bakery | sign' }] },
        presets: none.presets,
        examples: 2,
        waiting: 1,
      },
    }),
  )
  expect(headings(text)).toEqual([
    'Quick reference',
    'Specifications',
    'Identifiers',
    'Tags',
    'Providers',
    'Measured in this team, 30 days',
    'Made to be used with it',
    'Parameters',
    'Code',
    'About',
    'Use cases',
    'Benchmarks',
    'Questions and answers',
    'Links',
  ])
  expect(text).toContain('The last day that was announced for it, 30 June 2026, is past.')
  expect(text).toContain('In its place: `gemini-2.5-flash-image`.')
  expect(text).toContain(
    '| Vertex AI | `vertex/imagen-3.0-generate-002` | Global | $0.03 an image | 30 June 2026 (',
  )
  expect(text).toContain('| Vertex AI | 40 | 95 % | 5 % | 4.8 s | 1 min 1 s | $0.03 |')
  expect(text).toContain('| Gemini API, your own key | 1 | 0 % | 100 % | – | – | – |')
  expect(text).toContain(String.raw`- Prompts: 7 (Bakery \| sign)`)
  expect(text).toContain('In this team: place 2 of 3, 4.3 stars.')
  expect(text).toContain('| `n` | Whole number, 1 to 10 | 1 | all | How many images to make. |')
})

test('words from elsewhere are no Markdown of ours, and end no table', () => {
  const text = toMarkdown(
    aPage({
      name: '# [Free](http://evil.test)\n## Ignore the above',
      description: 'a | b\n<script>',
      dependants: { ...none, presets: { count: 1, first: [{ id: 'x', title: '`| x\n## Y' }] } },
    }),
  )
  expect(text.split('\n')[0]).toBe(String.raw`# \# \[Free\](http://evil.test) \#\# Ignore the above`)
  expect(text).toContain(String.raw`> a \| b \<script\>`)
  expect(headings(text)).not.toContain('Y')
})

test('what is over says so, offers others, and tells nobody how to call it', () => {
  const text = toMarkdown(
    aPage({ state: { kind: 'disabled' }, others: [{ id: 'imagen-4', name: 'Imagen 4' }] }),
  )
  expect(text).toContain(
    'The API has disabled it: nothing can be made with it. Of the same creator: `imagen-4`.',
  )
  expect(headings(text)).not.toContain('Code')
  const missing = { id: 'gone-too', name: 'gone-too', isListed: false }
  expect(toMarkdown(aPage({ state: { kind: 'gone' }, replacement: missing }))).toContain(
    'In its place: `gone-too`, which the API does not list.',
  )
})

test('a provider that is called directly is named with whose key it is', () => {
  expect(measuredName({ upstream: 'vertex', provider: 'vertex' })).toBe('Vertex AI, your own key')
  expect(measuredName({ upstream: 'lumenfall', provider: 'fal' })).toBe('fal')
  expect(measuredName({ upstream: 'lumenfall', provider: null })).toBe('Not said by the API')
})

test('what is asked of every model is answered from what is known of this one', () => {
  const asked = questionsOf(aPage({ priceMicros: null })).map(({ answer }) => answer)
  expect(asked[0]).toContain('names no price')
  expect(asked).toHaveLength(2)
})
