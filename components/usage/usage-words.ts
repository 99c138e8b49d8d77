import type { Usage } from '#lib/usage/schema.ts'
import type { Dimension } from '#lib/usage/schema.ts'

export const dimensionWords: Readonly<Record<Dimension, { split: string; column: string }>> = {
  model: { split: 'By model', column: 'Model' },
  member: { split: 'By member', column: 'Member' },
  provider: { split: 'By provider', column: 'Provider' },
  prompt: { split: 'By prompt', column: 'Prompt of the library' },
  token: { split: 'By token', column: 'Token' },
}

type Outcome = Usage['outcomes'][number]

const statuses: Readonly<Record<Outcome['status'], string>> = {
  succeeded: 'Succeeded',
  partial: 'Came in part',
  refused: 'Refused',
  failed: 'Failed',
  lost: 'Billed without a picture',
  unknown: 'Outcome unknown',
  cancelled: 'Cancelled',
  open: 'Waiting or running',
}

const codes: Partial<Record<NonNullable<Outcome['code']>, string>> = {
  content_policy: 'the content policy',
  filtered: 'filtered by the provider',
  invalid_request: 'values that the API does not take',
  key_refused: 'the key is refused',
  key_missing: 'the key cannot be read',
  key_gone: 'the key is gone',
  insufficient_balance: 'the balance is too low',
  model_gone: 'the model is not served',
  rate_limited: 'too much to do',
  providers_exhausted: 'every provider failed',
  provider_error: 'the provider failed',
  upstream_error: 'the API failed',
  unreachable: 'the API cannot be reached',
  no_answer: 'no whole answer',
  unreadable_answer: 'an answer that cannot be read',
  answer_too_large: 'an answer that is too large',
  not_an_image: 'no picture in the answer',
  not_sent: 'the server stopped',
  input_missing: 'a picture to start from is gone',
  not_billed: 'never arrived',
}

/** "Refused: the content policy". */
export const outcomeOf = ({ status, code }: Outcome): string => {
  const why = code && codes[code]
  return why ? `${statuses[status]}: ${why}` : statuses[status]
}

/** "12 November", or "November 2026" of a month's first day. */
export const stepOf = (at: string, step: 'day' | 'month', isShort = false): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    ...(step === 'month'
      ? { month: isShort ? 'short' : 'long', ...(isShort ? {} : { year: 'numeric' }) }
      : { day: 'numeric', month: isShort ? 'short' : 'long' }),
  }).format(new Date(at))
