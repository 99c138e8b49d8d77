'use client'

import { useMemo, useState } from 'react'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { dayNamer } from './days.ts'
import { GalleryTile } from './gallery-tile.tsx'
import type { GalleryRow } from './rows.ts'
import { gapPx, toRows } from './rows.ts'
import type { GalleryCommands } from './use-gallery-commands.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useNearEnd } from './use-near-end.ts'
import { useWidth } from './use-width.ts'
import { useWindow } from './use-window.ts'

interface GalleryWallProps {
  team: string
  timeZone: string
  images: readonly GalleryImage[]
  width: number
  commands: GalleryCommands
  onOpen: (imageId: string) => void
  onNearEnd: () => void
}

/** What the server draws, before anybody knows how high the window is. */
const firstHeight = 900

/** The pictures of the gallery in justified rows, of which only those near the window are there. */
export function GalleryWall({
  team,
  timeZone,
  images,
  width: guess,
  commands,
  onOpen,
  onNearEnd,
}: GalleryWallProps) {
  const scroller = useFocusHeir<HTMLDivElement>()
  const [list, width] = useWidth<HTMLDivElement>(guess)
  const [now] = useState(() => new Date())
  const rows = useMemo(() => {
    const nameOfDay = dayNamer(timeZone, now)
    return toRows(images, width, ({ createdAt }) => nameOfDay(createdAt))
  }, [images, width, timeZone, now])
  const heights = useMemo(() => rows.map(({ height }) => height), [rows])
  const { from, to, before, after } = useWindow(scroller, heights, firstHeight)
  useNearEnd(to >= rows.length, images.length, onNearEnd)
  const { stop, ...handlers } = useGridKeys(list, images, commands)
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6 pb-6 max-md:px-4">
      {/* The grid's keys; each has a button beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div ref={list} role="presentation" {...handlers} style={{ paddingTop: before, paddingBottom: after }}>
        {daysOf(rows, from, to).map((day) => (
          <WallDay key={day.name} {...{ day, team, stop, commands, onOpen }} />
        ))}
      </div>
    </div>
  )
}

/** The lines of a day that are there. */
interface Day {
  name: string
  /** Pixels; null where the heading is not among them. */
  headingHeight: number | null
  lines: { at: number; line: ImageLine }[]
}

type ImageLine = Extract<GalleryRow, { kind: 'images' }>

/** The lines from one to another, by day: each day is a heading and a list. */
function daysOf(rows: readonly GalleryRow[], from: number, to: number): Day[] {
  const days: Day[] = []
  const before = rows.slice(0, from).findLast((row) => row.kind === 'day')
  if (before && rows[from]?.kind === 'images') days.push({ name: before.day, headingHeight: null, lines: [] })
  for (const [index, row] of rows.slice(from, to).entries()) {
    if (row.kind === 'day') days.push({ name: row.day, headingHeight: row.height, lines: [] })
    else days.at(-1)?.lines.push({ at: from + index, line: row })
  }
  return days
}

interface WallDayProps {
  day: Day
  team: string
  stop: string | null
  commands: GalleryCommands
  onOpen: (imageId: string) => void
}

function WallDay({ day: { name, headingHeight, lines }, team, stop, commands, onOpen }: WallDayProps) {
  return (
    <>
      {headingHeight !== null && (
        <div className="flex items-end pb-2" style={{ height: headingHeight }}>
          <h2 className="font-semibold">{name}</h2>
        </div>
      )}
      <div role="list" aria-label={`Pictures, ${name}`}>
        {lines.map(({ at, line }) => (
          <div key={at} role="presentation" className="flex gap-1.5 pb-1.5" style={{ height: line.height }}>
            {line.images.map((image) => (
              <GalleryTile
                key={image.id}
                {...{ team, image, commands, onOpen }}
                height={line.tileHeight}
                width={Math.round(((line.height - gapPx) * image.width) / image.height)}
                isStop={image.id === stop}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}
