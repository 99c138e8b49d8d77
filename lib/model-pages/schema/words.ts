import { formatDay, formatMoney, plural } from '#lib/format.ts'
import { creatorName, modeName, providerName } from '#lib/models/schema.ts'
import type { SnippetRequest } from '#lib/snippets/schema.ts'
import type { Measured, ModelPage } from './page.ts'
import type { ModelState } from './state.ts'
import { isOver, recentCalls } from './state.ts'

// What page and text say alike.

export type Line = [label: string, value: string]

const unless = (isEmpty: boolean, label: string, value: () => string): Line[] =>
  isEmpty ? [] : [[label, value()]]

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const priceWords = (micros: number | null) =>
  micros === null ? 'not named' : micros === 0 ? 'free' : `${formatMoney(micros)} an image`

const forCalls = ({ priceMicros, baseUrl, ownBaseUrl }: ModelPage): Line[] => [
  ['Price', priceMicros === null ? 'not named' : `from ${priceWords(priceMicros)}`],
  ['Base URL', baseUrl],
  ['Through here', ownBaseUrl],
]

/** What one looks up. */
export const quickReference = (page: ModelPage, state: string): Line[] => [
  ['Model', page.id],
  ...unless(page.creator === '', 'Creator', () => creatorName(page.creator)),
  ...unless(page.facts === null, 'Family', () => page.facts?.family ?? ''),
  ['Status', state],
  ...(isOver(page.state) ? [] : forCalls(page)),
]

function inputWords({ inputs }: ModelPage): string {
  if (!inputs) return 'none'
  const { min, max, mask } = inputs
  const most = min === max ? String(max) : `${min} to ${max}`
  return mask ? `${most}, and a mask` : most
}

const inputOf = ({ facts, inputs, takesPrompt }: ModelPage) =>
  facts?.input.join(', ') ?? [...(takesPrompt ? ['text'] : []), ...(inputs ? ['image'] : [])].join(', ')

/** The schema's is left out where more is known of it. */
const isLimitSaid = ({ promptLimit, facts }: ModelPage) =>
  promptLimit === null || facts?.limits.some(({ label }) => label === 'Prompt') === true

/** What it takes and gives. */
export const specifications = (page: ModelPage): Line[] => [
  ['Takes', inputOf(page)],
  ['Gives', page.facts?.output.join(', ') ?? 'image'],
  ['Ways', page.modes.map(modeName).join(', ')],
  ...unless(page.inputs === null, 'Pictures to start from', () => inputWords(page)),
  ...unless(isLimitSaid(page), 'Prompt', () => `up to ${page.promptLimit} characters`),
]

/** Who was called: a provider by the API, or directly. */
export function measuredName({ upstream, provider }: Pick<Measured, 'upstream' | 'provider'>): string {
  if (upstream !== 'lumenfall') return `${providerName(upstream)}, your own key`
  return provider === null ? 'Not said by the API' : providerName(provider)
}

/** "98 %". */
export const share = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`

function endingWords({ on, isPast }: Extract<ModelState, { kind: 'ending' }>): string {
  return isPast
    ? `The last day that was announced for it, ${formatDay(on)}, is past. The API still lists it as active, so it may answer, or not.`
    : `Its end is announced for ${formatDay(on)}.`
}

function failingWords({ calls, failed, isGone }: Extract<ModelState, { kind: 'failing' }>): string {
  return isGone
    ? 'The last call was answered that it is not served any more, though the API lists it.'
    : `Of the last ${plural(calls, 'call')} ${failed} failed.`
}

/** What a program to begin with asks for. */
export const programRequest = ({ id, takesPrompt, inputs }: ModelPage): SnippetRequest => ({
  modelId: id,
  provider: null,
  prompt: takesPrompt ? 'A harbour at dusk, oil on canvas' : '',
  parameters: { n: 1 },
  inputs: inputs && inputs.min > 0 ? [{ role: 'image' }] : [],
})

/** Pictures can be made with it, here and now, as far as anybody knows. */
export const canBeUsed = ({ support, state }: Pick<ModelPage, 'support' | 'state'>) =>
  support.supported && !isOver(state)

/** How a model stands, in a sentence. */
export function stateSentence(state: ModelState): string {
  switch (state.kind) {
    case 'active':
      return 'The API lists it as active.'
    case 'ending':
      return endingWords(state)
    case 'failing':
      return failingWords(state)
    case 'disabled':
      return 'The API has disabled it: nothing can be made with it.'
    case 'gone':
      return 'The API does not list it any more: nothing can be made with it.'
    case 'unchecked':
      return 'The API’s catalogue cannot be read just now. Shown is what is built in.'
  }
}

export const failingRule = `Measured: of the last ${recentCalls} calls of 30 days that say something of the model, at least half failed. Refused prompts, wrong values, keys and lost connections are not counted.`

/** What is asked of every model, answered from what is known of this one; then what is asked of it alone. */
export function questionsOf(page: ModelPage): { question: string; answer: string }[] {
  const { name, id, providers, baseUrl, facts } = page
  const named = providers.map(({ slug }) => providerName(slug))
  return [
    {
      question: `What does ${name} cost?`,
      answer:
        page.priceMicros === null
          ? 'The API’s list names no price. The playground asks it for the price of what is chosen before anything is made.'
          : `From ${priceWords(page.priceMicros)}, which the API passes on without a markup. The playground shows the price of what is chosen before anything is made.`,
    },
    {
      question: 'How is it called?',
      answer: `With any OpenAI client: base URL ${baseUrl}, model ${id}. Through this server, with a token of it, at ${page.ownBaseUrl}.`,
    },
    ...(named.length === 0
      ? []
      : [
          {
            question: 'Who serves it?',
            answer: `${upper(named.join(', '))}.`,
          },
          {
            question: 'Which of them is used?',
            answer: `The API chooses for each call, by price, speed and reliability, and goes on to another one when one fails. With a provider before the id (${providers[0]?.configKey}) it is that one alone, and its failure is the answer.`,
          },
        ]),
    ...(facts?.questions ?? []),
  ]
}
