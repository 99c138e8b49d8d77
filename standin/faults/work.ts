import type { Fault } from '../contract.ts'

const COUNT = /^\d{1,2}$/

/** Faults of the work itself: what is made, and under which terms. */
export const workFaults = {
  'provider-fails': {
    billed: 'usual',
    effect:
      'That provider (or `all`) fails: the next one serves and `attempts` says so; a pinned one gives UPSTREAM_ERROR, ' +
      'all failing ALL_PROVIDERS_EXHAUSTED, both not billed',
    argument: { pattern: /^[a-z-]+$/, meaning: 'slug', fallback: 'all' },
    terms: (terms, slug) => ({ ...terms, failingProviders: [...terms.failingProviders, slug] }),
  },
  partial: {
    billed: 'delivered',
    effect: 'The safety filter takes that many of the n pictures; with none left it is `all-filtered`',
    argument: { pattern: COUNT, meaning: 'count', fallback: '1' },
    terms: (terms, count) => ({ ...terms, filtered: terms.filtered + Number(count) }),
  },
  'all-filtered': {
    billed: 'no',
    effect: '400 CONTENT_POLICY_VIOLATION after the work',
    terms: (terms) => ({ ...terms, filtered: Number.POSITIVE_INFINITY }),
  },
  'url-instead': {
    billed: 'yes',
    effect: 'Answers `url` though b64_json was asked for',
    terms: (terms) => ({ ...terms, answerUrls: true }),
  },
  'expired-media': {
    billed: 'yes',
    effect: 'The `url` answered is dead already (410)',
    terms: (terms) => ({ ...terms, mediaLifetimeMs: 0 }),
  },
  'log-late': {
    billed: 'usual',
    effect: 'The entry appears that late in /v1/requests',
    argument: { pattern: /^\d{1,9}$/, meaning: 'ms', fallback: '5000' },
    terms: (terms, milliseconds) => ({ ...terms, logDelayMs: Number(milliseconds) }),
  },
} as const satisfies Record<string, Fault>
