'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'
import { dayNamer } from './days.ts'
import type { GalleryCommands } from './use-gallery-commands.ts'
import { useWidth } from './use-width.ts'
import { countChosen, isChosen } from './wall/chosen.ts'
import { endOfRow } from './wall/find.ts'
import type { Layout } from './wall/layout.ts'
import { monthsOf } from './wall/months.ts'
import { Scrubber } from './wall/scrubber.tsx'
import type { WallState } from './wall/store.ts'
import type { TileCommands } from './wall/tile.tsx'
import { useCarrying } from './wall/use-carrying.ts'
import { useChoosing, useChoosingKeys } from './wall/use-choosing.ts'
import { useIsScrolling, useScrubbing } from './wall/use-scrubbing.ts'
import { onTileKey, useTileCommands } from './wall/use-tile-commands.ts'
import { useView } from './wall/use-view.ts'
import { useWallKeys } from './wall/use-wall-keys.ts'
import type { Wall } from './wall/use-wall.ts'
import { daysOf, WallDay, wordsOfDay } from './wall/wall-day.tsx'
import { Arrived, AtHand, Unknown } from './wall/wall-parts.tsx'
import { windowOf } from './wall/window.ts'

interface GalleryWallProps {
  team: string
  timeZone: string
  wall: Wall & { state: WallState }
  width: number
  commands: GalleryCommands
  /** The image that is looked at closely, over the wall. */
  openId: string | null
  onOpen: (imageId: string) => void
}

/** What the server draws, before anybody knows how high the window is. */
const firstHeight = 900

/** Where everything hangs, which part of it is looked at, and what is drawn of it. */
function useHanging({ wall, width: guess }: GalleryWallProps) {
  const { store, state, loader } = wall
  const scroller = useFocusHeir<HTMLDivElement>()
  const [inner, width] = useWidth<HTMLDivElement>(guess)
  const layout = useMemo(() => store.layOut(state.list, width), [store, state.list, width])
  const isWhole = state.list.next === null
  const { months, height: total } = useMemo(
    () => monthsOf(layout, isWhole, state.days),
    [layout, isWhole, state.days],
  )
  const { view, scrollTo } = useView(scroller, { list: state.list, layout }, firstHeight)
  const window = windowOf(layout, view.top, view.height)
  const drawn = { from: layout.firsts[window.from] ?? 0, to: endOfRow(layout, window.to - 1) }
  const known = isWhole ? total : layout.height
  const go = useScrubbing({ months, known, loader, scroller, scrollTo })
  const isBeyond = !isWhole && view.top + view.height > layout.height
  useEffect(() => {
    if (isBeyond) loader.hurry()
    if (!view.isFast) store.look(drawn.from, drawn.to)
  }, [store, loader, drawn.from, drawn.to, isBeyond, view.isFast, state.list])
  return { scroller, inner, layout, isWhole, months, total, view, scrollTo, window, drawn, go, isBeyond }
}

/** What is looked at closely hangs in sight: there one is afterwards. */
function useRevealed(position: number, reveal: (position: number) => void): void {
  const latest = useRef(reveal)
  useEffect(() => {
    latest.current = reveal
  })
  useEffect(() => {
    if (position !== -1) latest.current(position)
  }, [position])
}

/** At the top one sees what came. */
function useSeenAtTop({ store, state: { arrived } }: GalleryWallProps['wall'], isAtTop: boolean): void {
  useEffect(() => {
    if (isAtTop && arrived > 0) store.change({ arrived: 0 })
  }, [isAtTop, arrived, store])
}

/** The pictures of the gallery in justified rows, of which only those near the window are there. */
export function GalleryWall(props: GalleryWallProps) {
  const { team, wall, commands, openId, onOpen } = props
  const { store, state } = wall
  const hanging = useHanging(props)
  const { scroller, inner, layout, months, total, view, scrollTo } = hanging
  const isScrolling = useIsScrolling(scroller)
  const choose = useChoosing(wall)
  const { total: all, chosen } = countChosen(state)
  useChoosingKeys(wall, chosen > 0)
  const keys = useWallKeys({
    ...hanging,
    list: state.list,
    onHurry: () => wall.loader.hurry(),
    imageAt: (position) => store.imageAt(position),
    onKey: (key, position, image) => onTileKey({ commands, choose }, key, position, image),
  })
  const carrying = useCarrying(team, wall, keys.handlers.onKeyDown)
  useRevealed(openId === null ? -1 : store.positionOf(openId), keys.reveal)
  const isAtTop = view.top === 0
  useSeenAtTop(wall, isAtTop)
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto pr-17 pb-6 pl-6 [overflow-anchor:none] max-md:px-4"
      >
        {/* The grid's keys; each has a button beside it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          ref={inner}
          role="presentation"
          {...keys.handlers}
          {...carrying.handlers}
          className="relative"
          style={{ height: Math.max(total, layout.height) }}
        >
          <Drawn
            {...props}
            {...hanging}
            stop={keys.stop}
            isChoosing={chosen > 0}
            tiles={useTileCommands({
              team,
              onOpen,
              commands,
              choose,
              areCarried: carrying.isPossible,
            })}
          />
          {hanging.isBeyond && <Unknown top={layout.height} />}
        </div>
      </div>
      <Scrubber {...{ months, isScrolling, total }} {...view} onGo={hanging.go} />
      {state.arrived > 0 && !isAtTop && <Arrived count={state.arrived} onGo={() => scrollTo(0)} />}
      <AtHand {...{ team, wall, commands, chosen, total: all }} isCarrying={carrying.isCarrying} />
    </div>
  )
}

interface DrawnProps
  extends GalleryWallProps, Pick<ReturnType<typeof useHanging>, 'layout' | 'window' | 'view' | 'isWhole'> {
  stop: number
  isChoosing: boolean
  tiles: TileCommands
}

/** The days near the window. */
function Drawn({ team, timeZone, wall, layout, window, view, isWhole, stop, isChoosing, tiles }: DrawnProps) {
  const { store, state } = wall
  const [now] = useState(() => new Date())
  const nameOfDay = useMemo(() => dayNamer(timeZone, now), [timeZone, now])
  const last = layout.days.at(-1)
  return (
    <div className="absolute inset-x-0" style={{ top: topOf(layout, window.from) }}>
      {daysOf(layout, window).map((drawn) => (
        <WallDay
          key={drawn.day.day}
          {...{ drawn, team, layout, isChoosing, stop }}
          list={state.list}
          name={drawn.day.day === '' ? '' : nameOfDay(drawn.day.day)}
          words={wordsOfDay(drawn.day, state.days, isWhole || drawn.day !== last)}
          isFast={view.isFast}
          imageAt={(position) => store.imageAt(position)}
          isChosen={(position) => isChosen(store, position)}
          commands={tiles}
        />
      ))}
    </div>
  )
}

/** Where the first row of a window begins, with its day's heading when it has one there. */
function topOf(layout: Layout, row: number): number {
  const day = layout.days.find((each) => each.row === row)
  return day ? day.top : (layout.tops[row] ?? 0)
}
