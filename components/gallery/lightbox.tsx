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
import type { ImageDetail } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour } from './colour.ts'
import { LightboxBar } from './lightbox-bar.tsx'
import { LightboxFacts } from './lightbox-facts.tsx'
import { markKeys, useMarks } from './rating.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'

export interface LightboxProps {
  team: string
  imageId: string
  /** In the order in which one looks at them. Empty: the generation's own. */
  ids: readonly string[]
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

function useLightboxData({ team, imageId, ids }: LightboxProps) {
  const { data: detail, isError } = useQuery(imageDetailQuery(team, imageId))
  const order = ids.includes(imageId) ? ids : (detail?.siblings ?? [imageId])
  const at = order.indexOf(imageId)
  const [before, after] = [order[at - 1], order[at + 1]]
  usePrefetch(team, [after, before])
  return { detail, isError, before, after, place: `${at + 1} of ${order.length}` }
}

/** An image as large as the window, and everything that is known about it. */
export function Lightbox(props: LightboxProps) {
  const { team, commands, onMove, onClose } = props
  const { detail, isError, before, after, place } = useLightboxData(props)
  const [hasFacts, setHasFacts] = useState(true)
  useReturn(team, props.imageId)
  const { pick } = useCompare()
  const mark = useMarks(team, detail, commands)

  async function remove(): Promise<void> {
    if (!detail?.can.remove) return
    const next = after ?? before
    if (next) onMove(next)
    else onClose()
    await commands.remove(detail)
  }

  const keys: Partial<Record<string, () => void>> = {
    ArrowRight: () => after && onMove(after),
    ArrowLeft: () => before && onMove(before),
    i: () => setHasFacts(!hasFacts),
    Delete: () => void remove(),
    c: () => pick(props.imageId),
    ...markKeys(detail, mark),
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!event.metaKey && !event.ctrlKey) keys[event.key]?.()
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
      <div className="flex h-dvh flex-col" onKeyDown={onKeyDown}>
        <LightboxBar
          {...{ team, detail, place, commands, onClose, hasFacts }}
          onCompare={() => pick(props.imageId)}
          onRemove={() => void remove()}
          onFacts={() => setHasFacts(!hasFacts)}
        />
        <div className="flex min-h-0 flex-1 max-md:flex-col max-md:overflow-y-auto">
          <div className="relative flex min-h-0 min-w-0 flex-1 items-center justify-center p-4 max-md:h-[60dvh] max-md:flex-none max-md:p-2">
            {detail && <Picture team={team} detail={detail} />}
            {isError && (
              <EmptyState icon={<CloudOff size={20} />} title="This picture cannot be shown">
                It was deleted, made private, or never was.
              </EmptyState>
            )}
            <Step direction="before" to={before} onMove={onMove} />
            <Step direction="after" to={after} onMove={onMove} />
          </div>
          {hasFacts && detail && <LightboxFacts team={team} detail={detail} onMark={mark} onMove={onMove} />}
        </div>
      </div>
      <Toaster />
    </Modal>
  )
}

function Picture({ team, detail }: { team: string; detail: ImageDetail }) {
  const { id, width, height, thumbhash, prompt } = detail
  return (
    // Bytes come from our own authorised route, in the size that is needed: nothing is left to optimise.
    // oxlint-disable-next-line nextjs/no-img-element
    <img
      key={id}
      src={imageUrl(team, id, '1024')}
      srcSet={`${imageUrl(team, id, '1024')} 1024w, ${imageUrl(team, id, 'original')} ${Math.max(width, 1025)}w`}
      sizes="(min-width: 768px) 70vw, 100vw"
      alt={prompt ?? 'Image'}
      width={width}
      height={height}
      className="size-auto max-h-full max-w-full rounded-picture object-contain"
      style={{ background: meanColour(thumbhash) }}
    />
  )
}

interface StepProps {
  direction: 'before' | 'after'
  to: string | undefined
  onMove: (imageId: string) => void
}

function Step({ direction, to, onMove }: StepProps) {
  if (!to) return null
  const isBefore = direction === 'before'
  return (
    <IconButton
      label={isBefore ? 'Previous' : 'Next'}
      tip="top"
      look="outline"
      icon={isBefore ? <ChevronLeft size={19} /> : <ChevronRight size={19} />}
      className={`absolute top-1/2 -translate-y-1/2 rounded-full ${isBefore ? 'left-3' : 'right-3'}`}
      onClick={() => onMove(to)}
    />
  )
}
