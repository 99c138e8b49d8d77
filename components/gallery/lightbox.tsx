'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, CloudOff } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useCompare } from '#components/compare/use-compare.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Toaster } from '#components/ui/toast.tsx'
import { imageDetailQuery } from '#lib/images/queries.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { useZoom } from '#components/compare/use-zoom.ts'
import { Filmstrip } from './filmstrip.tsx'
import { LightboxBar } from './lightbox-bar.tsx'
import { LightboxFacts } from './lightbox-facts.tsx'
import { LightboxStage } from './lightbox-stage.tsx'
import { markKeys, useMarks } from './rating.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'
import type { Walk } from './wall/use-walk.ts'

export interface LightboxProps {
  team: string
  imageId: string
  /** In which order one looks at them; null: the generation's own. */
  walk: Walk | null
  commands: GalleryCommands
  onMove: (imageId: string) => void
  onClose: () => void
}

/** So that the neighbours are there when one goes on. */
function usePrefetch(team: string, ids: readonly (string | undefined)[]): void {
  const client = useQueryClient()
  const text = ids.filter(Boolean).join(' ')
  useEffect(() => {
    for (const id of text.split(' ').filter(Boolean)) {
      void client.prefetchQuery(imageDetailQuery(team, id))
      new Image().src = imageUrl(team, id, '1024')
    }
  }, [client, team, text])
}

/** Afterwards the focus is on the picture that was looked at last, wherever it hangs. */
function useReturn(team: string, imageId: string): void {
  const last = useRef(imageId)
  useEffect(() => {
    last.current = imageId
  }, [imageId])
  useEffect(
    () => () => {
      const main = document.querySelector('main')
      const link = main?.querySelector<HTMLElement>(`a[href="${imageUrl(team, last.current, 'original')}"]`)
      const target = link ?? main
      target?.focus()
    },
    [team],
  )
}

/** The generation's own images, where nobody knows the list. */
function walkOf(imageId: string, siblings: readonly string[]) {
  return { at: siblings.indexOf(imageId), count: siblings.length, idAt: (at: number) => siblings[at] }
}

/** On and back, also to what is not there yet: one goes as soon as it is. */
function useSteps({ team, walk, imageId, onMove }: LightboxProps, siblings: readonly string[]) {
  const { at, count, idAt } = walk
    ? { ...walk, idAt: (position: number) => walk.imageAt(position)?.id }
    : walkOf(imageId, siblings)
  const [before, after] = [idAt(at - 1), idAt(at + 1)]
  usePrefetch(team, [after, before])
  const wanted = useRef<{ from: string; by: 1 | -1 } | null>(null)
  useEffect(() => {
    const target = wanted.current?.from === imageId ? idAt(at + wanted.current.by) : undefined
    if (target === undefined) return
    wanted.current = null
    onMove(target)
  })
  const step = (by: 1 | -1) => () => {
    const to = by === 1 ? after : before
    wanted.current = to === undefined ? { from: imageId, by } : null
    if (to !== undefined) onMove(to)
  }
  return {
    place: `${at + 1} of ${new Intl.NumberFormat('en-US').format(count)}`,
    neighbour: after ?? before,
    goBack: at > 0 ? step(-1) : null,
    goOn: at + 1 < count ? step(1) : null,
  }
}

type Keys = Partial<Record<string, () => void>>

/** The dialog's own keys; with Shift, and those that are none of its own, they are the zoom's. */
function runKey(event: KeyboardEvent, keys: Keys, onZoomKey: (event: KeyboardEvent) => void): void {
  if (event.metaKey || event.ctrlKey) return
  const run = event.shiftKey ? undefined : keys[event.key]
  if (run) run()
  else onZoomKey(event)
}

function Missing() {
  return (
    <EmptyState icon={<CloudOff size={20} />} title="This picture cannot be shown">
      It was deleted, made private, or never was.
    </EmptyState>
  )
}

/** An image as large as the window, and everything that is known about it. */
export function Lightbox(props: LightboxProps) {
  const { team, imageId, walk, commands, onMove, onClose } = props
  const { data: detail, isError } = useQuery(imageDetailQuery(team, imageId))
  // What the wall knows is shown at once.
  const image = detail ?? walk?.imageAt(walk.at)
  const { place, neighbour, goBack, goOn } = useSteps(props, detail?.siblings ?? [imageId])
  const [hasFacts, setHasFacts] = useState(true)
  const { onKey, stage, pointer, transform, isWhole, onDouble, reset } = useZoom()
  useReturn(team, imageId)
  const { pick } = useCompare()
  const mark = useMarks(team, detail, commands)

  async function remove(): Promise<void> {
    if (!detail?.can.remove) return
    if (neighbour) onMove(neighbour)
    else onClose()
    await commands.remove(detail)
  }

  const keys: Keys = {
    ArrowRight: () => goOn?.(),
    ArrowLeft: () => goBack?.(),
    i: () => setHasFacts(!hasFacts),
    Delete: () => void remove(),
    c: () => pick(imageId),
    ...markKeys(detail, mark),
  }

  return (
    <Modal
      label={{ 'aria-label': 'Picture' }}
      isOpen
      onClose={onClose}
      className="m-0 size-full max-h-none max-w-none bg-bg"
    >
      {/* The dialog's keys; each has a button beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="flex h-dvh flex-col" onKeyDown={(event) => runKey(event, keys, onKey)}>
        <LightboxBar
          {...{ team, detail, place, commands, onClose, hasFacts }}
          onCompare={() => pick(imageId)}
          onRemove={() => void remove()}
          onFacts={() => setHasFacts(!hasFacts)}
        />
        <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col max-md:h-[60dvh] max-md:flex-none">
            <div className="relative min-h-0 flex-1">
              <LightboxStage {...{ team, image, stage, pointer, transform, isWhole, onDouble, reset }} />
              {isError && <Missing />}
              <Step direction="before" onStep={goBack} />
              <Step direction="after" onStep={goOn} />
            </div>
            {walk && walk.count > 1 && <Filmstrip team={team} walk={walk} onMove={onMove} />}
          </div>
          {hasFacts && detail && <LightboxFacts team={team} detail={detail} onMark={mark} onMove={onMove} />}
        </div>
      </div>
      <Toaster />
    </Modal>
  )
}

interface StepProps {
  direction: 'before' | 'after'
  onStep: (() => void) | null
}

function Step({ direction, onStep }: StepProps) {
  if (!onStep) return null
  const isBefore = direction === 'before'
  return (
    <IconButton
      label={isBefore ? 'Previous' : 'Next'}
      tip="top"
      look="outline"
      icon={isBefore ? <ChevronLeft size={19} /> : <ChevronRight size={19} />}
      className={`absolute top-1/2 -translate-y-1/2 rounded-full ${isBefore ? 'left-3' : 'right-3'}`}
      onClick={onStep}
    />
  )
}
