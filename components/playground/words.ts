import { formatMoney, plural } from '#lib/format.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import { explainSupportCodes } from '#lib/upstream/schema/support-codes.ts'
import type { Failure, Generation } from '#lib/generations/schema.ts'
import { providerName } from './names.ts'

/** The one sensible next step after something went wrong. */
export type NextStep =
  'rephrase' | 'change' | 'top_up' | 'choose_model' | 'retry' | 'ask_admin' | 'wait' | 'none'

interface Words {
  /** What happened, for people. */
  says: (failure: Failure) => string
  next: NextStep
}

const quoted = (message: string) =>
  message === '' ? '' : ` It said: “${message}”${/[.!?]$/.test(message) ? '' : '.'}`

const words: Record<FailureCode, Words> = {
  content_policy: {
    says: ({ message }) => explainSupportCodes(message) ?? "The provider's content policy refused this.",
    next: 'rephrase',
  },
  filtered: { says: () => 'The provider filtered what was made.', next: 'rephrase' },
  invalid_request: {
    says: ({ message }) => `The upstream does not take this.${quoted(message)}`,
    next: 'change',
  },
  key_refused: { says: () => 'The upstream refused the API key.', next: 'ask_admin' },
  insufficient_balance: { says: () => "The upstream account's balance is too low.", next: 'top_up' },
  model_gone: { says: () => 'This model is no longer served upstream.', next: 'choose_model' },
  rate_limited: {
    says: ({ retryAfterSeconds }) =>
      retryAfterSeconds === null
        ? 'The upstream has too much to do.'
        : `The upstream has too much to do, for about ${plural(retryAfterSeconds, 'second')}.`,
    next: 'retry',
  },
  providers_exhausted: {
    says: ({ message }) => {
      const explanation = explainSupportCodes(message)
      return `Every provider failed.${explanation ? ` ${explanation}` : quoted(message)}`
    },
    next: 'retry',
  },
  provider_error: { says: ({ message }) => `The provider failed.${quoted(message)}`, next: 'retry' },
  upstream_error: { says: ({ message }) => `The upstream failed.${quoted(message)}`, next: 'retry' },
  unreachable: { says: () => 'The upstream cannot be reached; nothing was sent.', next: 'retry' },
  no_answer: { says: () => 'It was sent, and no whole answer came back.', next: 'retry' },
  unreadable_answer: { says: () => 'It was sent, and the answer cannot be read.', next: 'retry' },
  answer_too_large: { says: () => 'It was sent, and the answer was too large to take.', next: 'retry' },
  not_an_image: { says: () => 'What was delivered is not a picture that can be kept.', next: 'retry' },
  not_sent: { says: () => 'The server stopped before this could be sent, again and again.', next: 'retry' },
  input_missing: {
    says: () => 'A picture that it starts from cannot be read any more; nothing was sent.',
    next: 'change',
  },
  key_missing: {
    says: () => "The team's own key cannot be read any more; nothing was sent.",
    next: 'ask_admin',
  },
  key_gone: {
    says: () => 'It was sent, and the key that it was made with is gone: nobody can ask what became of it.',
    next: 'retry',
  },
  not_billed: {
    says: () => 'It was sent, and never arrived: the request log does not know it.',
    next: 'retry',
  },
}

const costs = (micros: number | null) => (micros ? `It cost ${formatMoney(micros)}.` : 'It cost nothing.')

/** What a filter took, it takes again. */
const nextStepAfter = ({ code, message }: Failure): NextStep =>
  code === 'providers_exhausted' && explainSupportCodes(message) ? 'rephrase' : words[code].next

/** Lumenfall's log has spoken; a provider that was called directly has none, but where it delivered something. */
function afterLoss({ attempts, costMicros }: Generation, { code }: Failure): string {
  const upstream = attempts.at(-1)?.upstream ?? 'lumenfall'
  if (upstream === 'lumenfall' || code === 'not_an_image')
    return `It was billed, and the pictures cannot be had again. ${costs(costMicros)}`
  const counted = costMicros ? ` About ${formatMoney(costMicros)} is counted, to be on the safe side.` : ''
  return `${providerName(upstream)} keeps no log that says whether it was billed.${counted}`
}

export interface FailureText {
  /** Whole sentences: what happened, and whether it cost anything. */
  text: string
  next: NextStep
}

/** What to say about a generation that did not give what was asked; null for one that did. */
export function describeFailure(generation: Generation): FailureText | null {
  if (!('failure' in generation)) return null
  const { status, failure, costMicros, n } = generation
  const { says } = words[failure.code]
  const next = nextStepAfter(failure)
  switch (status) {
    case 'partial':
      return { text: `${describeMissing(failure, n, generation)}`, next }
    case 'unknown':
      return {
        text: `${says(failure)} It may have been billed; the request log is being asked.`,
        next: 'wait',
      }
    case 'lost':
      if (failure.code === 'key_gone')
        return { text: `${says(failure)} Its estimate is counted, to be on the safe side.`, next }
      return { text: `${says(failure)} ${afterLoss(generation, failure)}`, next: 'retry' }
    case 'refused':
    case 'failed':
      return { text: `${says(failure)} ${costs(costMicros)}`, next }
  }
}

function describeMissing(failure: Failure, n: number, { costMicros, estimateMicros }: Generation): string {
  const missing = `${failure.missing} of ${n}`
  if (failure.code === 'not_an_image')
    return `${missing} could not be kept: ${failure.message || 'no picture came.'}`
  const wasSpared = costMicros !== null && estimateMicros !== null && costMicros < estimateMicros
  return `${missing} were filtered by the provider${wasSpared ? ' and cost nothing' : ''}.`
}

/** Where a generation stands, in words; null where its pictures or its failure say it. */
export function describeStatus(generation: Generation): string | null {
  const { status, isStopped, images } = generation
  if (status === 'queued') return `Waiting, number ${generation.position} in the queue`
  if (status === 'running') return isStopped ? 'Stopped waiting; what comes is kept' : 'Working'
  if (status === 'cancelled') return 'Cancelled; it cost nothing'
  return isStopped && images.length > 0 ? 'Arrived after cancel' : null
}
