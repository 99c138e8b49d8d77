import { formatMoney, plural } from '#lib/format.ts'
import type { PromptStats } from '#lib/prompts/schema.ts'

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 })

/** What came of a prompt, as short facts: only those that are known. */
export function statsOf({ uses, successRate, meanCostMicros, meanRating }: PromptStats): string[] {
  return [
    ...(uses === 0 ? ['Not used yet'] : [plural(uses, 'use')]),
    ...(successRate === null ? [] : [`${percent.format(successRate)} gave a picture`]),
    ...(meanRating === null ? [] : [`rated ${meanRating.toFixed(1)}`]),
    ...(meanCostMicros === null ? [] : [`${formatMoney(meanCostMicros)} a picture`]),
  ]
}

/** The same for where there is little room: nothing, where nothing came of it. */
export const shortStatsOf = ({ uses, meanRating }: PromptStats): string =>
  [
    ...(uses === 0 ? [] : [plural(uses, 'use')]),
    ...(meanRating === null ? [] : [`rated ${meanRating.toFixed(1)}`]),
  ].join(' · ')

/** What came of a prompt. */
export function StatsLine({ stats, className }: { stats: PromptStats; className?: string }) {
  return <p className={className}>{statsOf(stats).join(' · ')}</p>
}
