'use client'

import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Generation } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import { Elapsed } from './elapsed.tsx'
import { expectedShape } from './shape.ts'
import { Tile } from './tile.tsx'

export const tileGrid = 'grid grid-cols-2 gap-2 max-md:gap-1.5 md:grid-cols-4'

/** Where a picture will be: its shape from the first moment, and how long it has been. */
export function PendingTile({ shape, since }: { shape: number; since: string | null }) {
  return (
    <Skeleton
      className="flex items-center justify-center font-mono text-hint text-ink-2"
      style={{ aspectRatio: shape }}
    >
      {since ? <Elapsed since={since} /> : 'queued'}
    </Skeleton>
  )
}

/** The pictures of a generation, or their places while it is under way. */
export function Tiles({ team, generation }: { team: string; generation: Generation }) {
  const { prompt, n, images, status, startedAt, parameters, environment } = generation
  const tiles = images.map((image) => <Tile key={image.id} {...{ team, image, prompt, environment }} />)
  if (generation.isStopped && images.length > 0) {
    return (
      <details>
        <summary className="touch-target w-fit rounded-[4px] text-small text-ink-2 hover:text-ink">
          Arrived after cancel: show what came
        </summary>
        <div className={`mt-3 ${tileGrid}`}>{tiles}</div>
      </details>
    )
  }
  if (!isOpen(status)) return images.length > 0 ? <div className={tileGrid}>{tiles}</div> : null
  const shape = expectedShape(parameters, generation.inputs)
  const since = status === 'running' ? startedAt : null
  return (
    <div className={tileGrid}>
      {Array.from({ length: n }, (_, index) => (
        <PendingTile key={index} shape={shape} since={since} />
      ))}
    </div>
  )
}
