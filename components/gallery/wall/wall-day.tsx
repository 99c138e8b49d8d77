'use client'

import { formatMoney, plural } from '#lib/format.ts'
import type { GalleryDay } from '#lib/images/schema.ts'
import { endOfRow } from './find.ts'
import type { LaidDay, Layout } from './layout.ts'
import { headingPx } from './layout.ts'
import type { WallList } from './list.ts'
import type { TileProps } from './tile.tsx'
import { WallTile } from './tile.tsx'
import type { Window } from './window.ts'

/** What is drawn of a day. */
export interface DrawnDay {
  day: LaidDay
  hasHeading: boolean
  /** The rows that are there: from one to before another. */
  from: number
  to: number
}

/** The rows of a window, by day: each day is a heading and a list. */
export function daysOf(layout: Layout, { from, to }: Window): DrawnDay[] {
  return layout.days.flatMap((day, index): DrawnDay[] => {
    const end = layout.days[index + 1]?.row ?? layout.rows
    if (end <= from || day.row >= to) return []
    const hasHeading = day.day !== '' && day.row >= from
    return [{ day, hasHeading, from: Math.max(from, day.row), to: Math.min(to, end) }]
  })
}

/** "38 images · $1.14"; nothing as long as nobody knows how many. */
export function wordsOfDay(
  day: LaidDay,
  counts: readonly GalleryDay[] | null,
  isWhole: boolean,
): string | null {
  const counted = counts?.find((each) => each.day === day.day)
  const count = isWhole ? day.count : counted?.count
  if (count === undefined) return null
  return [plural(count, 'image'), counted && formatMoney(counted.costMicros)].filter(Boolean).join(' · ')
}

export interface WallDayProps extends Pick<TileProps, 'team' | 'isChoosing' | 'isFast' | 'commands'> {
  drawn: DrawnDay
  list: WallList
  layout: Layout
  name: string
  words: string | null
  stop: number
  imageAt: (position: number) => TileProps['image']
  isChosen: (position: number) => boolean
}

/** A day on the wall: its name, what it counts, and the rows near the window. */
export function WallDay(props: WallDayProps) {
  const { drawn, layout, name, words } = props
  const rows = Array.from({ length: drawn.to - drawn.from }, (_, index) => drawn.from + index)
  return (
    <>
      {drawn.hasHeading && (
        <div className="flex items-end gap-2 pb-2.5" style={{ height: headingPx }}>
          <h2 className="font-semibold">{name}</h2>
          {words && <p className="text-small text-ink-3">{words}</p>}
        </div>
      )}
      <div role="list" aria-label={name === '' ? 'Pictures' : `Pictures, ${name}`}>
        {rows.map((row) => (
          <WallRow key={(layout.firsts[row] ?? 0) + props.list.origin} {...props} row={row} />
        ))}
      </div>
    </>
  )
}

function WallRow({ row, list, layout, stop, imageAt, isChosen, ...rest }: WallDayProps & { row: number }) {
  const { team, isChoosing, isFast, commands } = rest
  const first = layout.firsts[row] ?? 0
  const height = layout.heights[row] ?? 0
  const positions = Array.from({ length: endOfRow(layout, row) - first }, (_, index) => first + index)
  return (
    <div role="presentation" className="mb-1.5 flex gap-1.5" style={{ height }}>
      {positions.map((position) => (
        <WallTile
          key={position + list.origin}
          {...{ team, position, height, isChoosing, isFast, commands }}
          image={imageAt(position)}
          number={position + list.origin}
          shape={list.shapes[position] ?? 1}
          isLoose={layout.loose[row] === 1}
          isStop={position === stop}
          isChosen={isChosen(position)}
        />
      ))}
    </div>
  )
}
