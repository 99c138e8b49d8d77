'use client'

import { memo } from 'react'
import { formatDuration, formatMoney } from '#lib/format.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema.ts'
import { RowActions } from './row-actions.tsx'
import { expectedShape } from './shape.ts'
import { PendingTile, Tile } from './tile.tsx'
import { describeFailure, describeStatus } from './words.ts'

export interface RowProps {
  team: string
  generation: Generation
  onReuse: (generation: Generation) => void
}

function chipsOf(generation: Generation): string[] {
  const { modelId, provider, parameters, attempts } = generation
  const chosen = Object.entries(parameters).map(([name, value]) =>
    typeof value === 'string' ? value : `${name} ${JSON.stringify(value)}`,
  )
  const servedBy = attempts.at(-1)?.provider ?? provider
  return [modelId, ...chosen, ...(servedBy ? [servedBy] : [])]
}

function facts(generation: Generation): string {
  const { costMicros, costSource, startedAt, finishedAt } = generation
  const cost =
    costMicros === null ? [] : [`${costSource === 'estimate' ? 'about ' : ''}${formatMoney(costMicros)}`]
  const time = startedAt && finishedAt ? [formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))] : []
  return [...cost, ...time].join(' · ')
}

/** Why it is not what was asked, whether it cost anything, and by which id the upstream knows it. */
function FailureNote({ generation }: { generation: Generation }) {
  const failure = describeFailure(generation)
  if (!failure) return null
  const requestId = generation.attempts.at(-1)?.upstreamRequestId
  const needsId = generation.status === 'unknown' || generation.status === 'lost'
  return (
    <p className="text-[13px] text-danger">
      {failure.text} {needsId && requestId && <span className="font-mono text-[12px]">{requestId}</span>}
    </p>
  )
}

const grid = 'grid grid-cols-2 gap-2 md:grid-cols-4'

function Tiles({ team, generation }: { team: string; generation: Generation }) {
  const { prompt, n, images, status, startedAt } = generation
  const tiles = images.map((image) => <Tile key={image.id} team={team} image={image} prompt={prompt} />)
  if (generation.isStopped && images.length > 0) {
    return (
      <details>
        <summary className="text-[13px] text-ink-2">Arrived after cancel: show what came</summary>
        <div className={`mt-3 ${grid}`}>{tiles}</div>
      </details>
    )
  }
  if (!isOpen(status)) return images.length > 0 ? <div className={grid}>{tiles}</div> : null
  const shape = expectedShape(generation.parameters)
  const since = status === 'running' ? startedAt : null
  return (
    <div className={grid}>
      {Array.from({ length: n }, (_, index) => (
        <PendingTile key={index} shape={shape} since={since} />
      ))}
    </div>
  )
}

/** One generation: what was asked, how it stands, what came, what it cost. */
export const GenerationRow = memo(function GenerationRow({ team, generation, onReuse }: RowProps) {
  return (
    <li className="flex flex-col gap-3" data-status={generation.status}>
      <div className="flex items-start justify-between gap-4">
        <p className="line-clamp-3 break-words whitespace-pre-wrap">{generation.prompt}</p>
        <span className="shrink-0 text-[13px] text-ink-2">{facts(generation)}</span>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-[12px] leading-4">
        {chipsOf(generation).map((chip) => (
          <span key={chip} className="max-w-60 truncate rounded-[6px] bg-sunk px-2 py-1 text-ink-2">
            {chip}
          </span>
        ))}
        {generation.environment === 'standin' && (
          <span className="rounded-[6px] border border-line px-2 py-1 text-ink-2">stand-in</span>
        )}
        <span className="text-ink-3">{describeStatus(generation)}</span>
        <RowActions team={team} generation={generation} onReuse={onReuse} />
      </div>
      <FailureNote generation={generation} />
      <Tiles team={team} generation={generation} />
    </li>
  )
})
