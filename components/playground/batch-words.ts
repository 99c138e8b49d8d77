import { formatMoney, plural } from '#lib/format.ts'
import type { Batch, BatchCounts } from '#lib/batches/schema.ts'

const kinds: Record<Batch['kind'], [one: string, many: string]> = {
  variants: ['expansion', 'expansions'],
  models: ['request', 'requests'],
  matrix: ['cell', 'cells'],
  file: ['row', 'rows'],
}

/** Each way to stand, in the order in which it is told. */
const parts: [keyof BatchCounts, string][] = [
  ['running', 'running'],
  ['queued', 'waiting'],
  ['reused', 'reused'],
  ['partial', 'partly refused'],
  ['refused', 'refused'],
  ['failed', 'failed'],
  ['unknown', 'unknown'],
  ['lost', 'lost'],
  ['cancelled', 'cancelled'],
]

/** "4 expansions · 1 done, 3 running". */
export function describeBatch({ kind, state, counts }: Batch): string {
  const [one, many] = kinds[kind]
  const done = counts.succeeded
  const others = parts.filter(([name]) => counts[name] > 0).map(([name, word]) => `${counts[name]} ${word}`)
  const told = [...(done > 0 || others.length === 0 ? [`${done} done`] : []), ...others].join(', ')
  const held = state === 'paused' ? 'paused · ' : ''
  return `${plural(counts.total, one, many)} · ${held}${told}`
}

/** "$0.12", or "$0.12 of about $0.72" while it is under way. */
export function describeBatchCost({ state, costMicros, estimateMicros }: Batch): string {
  if (costMicros === 0 && state === 'done') return ''
  const isOpen = state === 'running' || state === 'paused'
  const of = isOpen && estimateMicros !== null ? ` of about ${formatMoney(estimateMicros)}` : ''
  return `${formatMoney(costMicros)}${of}`
}
