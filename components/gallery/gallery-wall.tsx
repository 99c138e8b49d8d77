'use client'

import { useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { isTyping } from '#components/commands/keyboard.ts'
import { Button } from '#components/ui/button.tsx'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'
import { imageDetailQuery } from '#lib/images/queries.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { dayNamer } from './days.ts'
import type { GalleryCommands } from './use-gallery-commands.ts'
import { useWidth } from './use-width.ts'
import { chooseAll, chooseRange, clear, countChosen, isChosen, toggle } from './wall/chosen.ts'
import { endOfRow } from './wall/find.ts'
import type { Last, Layout } from './wall/layout.ts'
import { layOut } from './wall/layout.ts'
import type { WallList } from './wall/list.ts'
import { monthsOf } from './wall/months.ts'
import { Scrubber } from './wall/scrubber.tsx'
import type { WallState } from './wall/store.ts'
import type { TileCommands } from './wall/tile.tsx'
import { useIsScrolling, useScrubbing } from './wall/use-scrubbing.ts'
import { useView } from './wall/use-view.ts'
import type { Wall } from './wall/use-wall.ts'
import { useWallKeys } from './wall/use-wall-keys.ts'
import { daysOf, WallDay, wordsOfDay } from './wall/wall-day.tsx'
import { windowOf } from './wall/window.ts'

const SelectionBar = lazy(async () => ({
  default: (await import('./wall/selection-bar.tsx')).SelectionBar,
}))

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

function useLayout(list: WallList, width: number): Layout {
  const [cache] = useState<{ last: Last | null }>(() => ({ last: null }))
  return useMemo(() => {
    const layout = layOut(list, width, cache.last)
    cache.last = { list, layout }
    return layout
  }, [list, width, cache])
}

/** Choosing: one, or from the one before to this one. */
function useChoosing({ store }: Wall) {
  const before = useRef<number | null>(null)
  return (position: number, isRange: boolean) => {
    const { list } = store.getState()
    const from = before.current
    before.current = position + list.origin
    if (isRange && from !== null) chooseRange(store, from - list.origin, position)
    else toggle(store, position)
  }
}

/** Ctrl or ⌘ and A chooses all that match, Escape none, wherever the focus is but in a text or a dialog. */
function useChoosingKeys({ store }: Wall, isChoosing: boolean): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTyping(event.target)) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey)
      if (isAll) {
        event.preventDefault()
        chooseAll(store)
      } else if (event.key === 'Escape' && isChoosing) clear(store)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [store, isChoosing])
}

interface TileKeysOptions {
  commands: GalleryCommands
  choose: (position: number, isRange: boolean) => void
}

/** What a key does with the picture that has the focus. */
function onTileKey(
  { commands, choose }: TileKeysOptions,
  key: string,
  position: number,
  image?: GalleryImage,
) {
  if (key === ' ') {
    choose(position, false)
    return true
  }
  if (!image) return false
  if (key === 'Delete' && image.can.remove) void commands.remove(image)
  if (image.trashedAt !== null) return false
  if (key === '.') void commands.favourite(image)
  else if (key === 'x')
    void commands.mark([image.id], { rejected: !image.isRejected }, { rejected: image.isRejected })
  else if (/^[0-5]$/.test(key))
    void commands.mark([image.id], { rating: Number(key) || null }, { rating: image.rating })
  else return false
  return true
}

function useTileCommands(
  { team, onOpen, commands }: GalleryWallProps,
  choose: TileCommands['choose'],
): TileCommands {
  const client = useQueryClient()
  const latest = useRef({ onOpen, commands, choose })
  useEffect(() => {
    latest.current = { onOpen, commands, choose }
  })
  return useMemo(
    () => ({
      open: ({ id }) => latest.current.onOpen(id),
      choose: (position, isRange) => latest.current.choose(position, isRange),
      favourite: (image) => void latest.current.commands.favourite(image),
      restore: (image) => void latest.current.commands.restore(image),
      expect: ({ id }) => void client.prefetchQuery(imageDetailQuery(team, id)),
    }),
    [client, team],
  )
}

/** The pictures of the gallery in justified rows, of which only those near the window are there. */
export function GalleryWall(props: GalleryWallProps) {
  const { team, timeZone, wall, commands, openId } = props
  const { store, state, loader } = wall
  const scroller = useFocusHeir<HTMLDivElement>()
  const [list, width] = useWidth<HTMLDivElement>(props.width)
  const [now] = useState(() => new Date())
  const layout = useLayout(state.list, width)
  const isWhole = state.list.next === null
  const { months, height: total } = useMemo(
    () => monthsOf(layout, isWhole, state.days),
    [layout, isWhole, state.days],
  )
  const { view, scrollTo } = useView(scroller, { list: state.list, layout }, firstHeight)
  const window = windowOf(layout, view.top, view.height)
  const first = layout.firsts[window.from] ?? 0
  const end = endOfRow(layout, window.to - 1)
  const go = useScrubbing({ months, known: isWhole ? total : layout.height, loader, scroller, scrollTo })
  const isScrolling = useIsScrolling(scroller)
  const isBeyond = !isWhole && view.top + view.height > layout.height
  useEffect(() => {
    if (isBeyond) loader.hurry()
    if (!view.isFast) store.look(first, end)
  }, [store, loader, first, end, isBeyond, view.isFast, state.list])

  const choose = useChoosing(wall)
  const { total: all, chosen } = countChosen(state)
  const isChoosing = chosen > 0
  useChoosingKeys(wall, isChoosing)
  const tileCommands = useTileCommands(props, choose)
  const keys = useWallKeys({
    wall: list,
    list: state.list,
    layout,
    view,
    drawn: { from: first, to: end },
    imageAt: (position) => store.imageAt(position),
    scrollTo,
    onKey: (key, position, image) => onTileKey({ commands, choose }, key, position, image),
  })

  // What is looked at closely hangs in sight: there one is afterwards.
  const { reveal } = keys
  const openAt = openId === null ? -1 : store.positionOf(openId)
  const revealLatest = useRef(reveal)
  useEffect(() => {
    revealLatest.current = reveal
  })
  useEffect(() => {
    if (openAt !== -1) revealLatest.current(openAt)
  }, [openAt])

  const isAtTop = view.top === 0
  useEffect(() => {
    if (isAtTop && state.arrived > 0) store.change({ arrived: 0 })
  }, [isAtTop, state.arrived, store])

  const nameOfDay = useMemo(() => dayNamer(timeZone, now), [timeZone, now])
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto pr-17 pb-6 pl-6 [overflow-anchor:none] max-md:px-4"
      >
        {/* The grid's keys; each has a button beside it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          ref={list}
          role="presentation"
          {...keys.handlers}
          className="relative"
          style={{ height: Math.max(total, layout.height) }}
        >
          <div className="absolute inset-x-0" style={{ top: topOf(layout, window.from) }}>
            {daysOf(layout, window).map((drawn) => (
              <WallDay
                key={drawn.day.day}
                {...{ drawn, team, layout, isChoosing }}
                list={state.list}
                name={drawn.day.day === '' ? '' : nameOfDay(drawn.day.day)}
                words={wordsOfDay(drawn.day, state.days, isWhole || drawn.day !== layout.days.at(-1))}
                stop={keys.stop}
                isFast={view.isFast}
                imageAt={(position) => store.imageAt(position)}
                isChosen={(position) => isChosen(store, position)}
                commands={tileCommands}
              />
            ))}
          </div>
          {isBeyond && <Unknown top={layout.height} />}
        </div>
      </div>
      <Scrubber {...{ months, isScrolling }} total={total} height={view.height} top={view.top} onGo={go} />
      {state.arrived > 0 && !isAtTop && <Arrived count={state.arrived} onGo={() => scrollTo(0)} />}
      {isChoosing && (
        <Suspense fallback={null}>
          <SelectionBar {...{ team, wall, commands, chosen, total: all }} />
        </Suspense>
      )}
    </div>
  )
}

/** Where the first row of a window begins, with its day's heading when it has one there. */
function topOf(layout: Layout, row: number): number {
  const day = layout.days.find((each) => each.row === row)
  return day ? day.top : (layout.tops[row] ?? 0)
}

/** What lies beyond all that is known yet: rows, as there will be some. */
function Unknown({ top }: { top: number }) {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-x-0 bottom-0 bg-[repeating-linear-gradient(to_bottom,var(--tint)_0_184px,transparent_184px_190px)]"
      style={{ top }}
    />
  )
}

function Arrived({ count, onGo }: { count: number; onGo: () => void }) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
      <Button className="pointer-events-auto animate-rise rounded-full bg-raised shadow-float" onClick={onGo}>
        <ArrowUp size={15} aria-hidden="true" />
        {count} new
      </Button>
    </div>
  )
}
