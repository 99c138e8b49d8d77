'use client'

import type { KeyboardEvent, TouchEvent } from 'react'
import { useRef } from 'react'
import { wholeIn } from '#components/ui/whole.ts'
import type { SharedTile } from './use-shared-lightbox.ts'
import { useSharedLightbox } from './use-shared-lightbox.ts'

const round =
  'flex size-11 items-center justify-center rounded-full border border-line bg-surface text-ink disabled:opacity-40'
/** Pixels that a finger moves for the next picture. */
const swipe = 48

// Drawn here: the page carries no more of the icons than this.
const paths = { close: 'M18 6 6 18M6 6l12 12', before: 'm15 18-6-6 6-6', after: 'm9 18 6-6-6-6' }

function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg
      width="19"
      height="19"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

interface LookProps {
  tile: SharedTile
  at: number
  total: number
  move: (step: number) => void
}

function Bar({
  tile,
  at,
  total,
  canDownload,
  close,
}: Omit<LookProps, 'move'> & { canDownload: boolean; close: () => void }) {
  const link = 'flex min-h-11 items-center px-1 underline'
  return (
    <div className="flex h-14 shrink-0 items-center gap-4 px-3">
      <button type="button" aria-label="Close" className={round} onClick={close}>
        <Icon name="close" />
      </button>
      <span className="mr-auto text-small text-ink-2">
        {at + 1} of {total}
      </span>
      <a href={tile.href} className={link}>
        Details
      </a>
      {canDownload && (
        <a href={`${tile.href}/original`} download className={link}>
          Download
        </a>
      )}
    </div>
  )
}

function Steps({ tile, at, total, move }: LookProps) {
  const step = (by: number, label: string, name: keyof typeof paths, isLast: boolean) => (
    <button type="button" aria-label={label} disabled={isLast} className={round} onClick={() => move(by)}>
      <Icon name={name} />
    </button>
  )
  return (
    <div className="flex shrink-0 items-center justify-between gap-3 p-3 pb-[max(12px,env(safe-area-inset-bottom))]">
      {step(-1, 'Previous', 'before', at === 0)}
      <p className="line-clamp-3 max-w-150 text-center text-small text-ink-2">
        {tile.image.alt}
        {tile.by !== null && ` · ${tile.by}`}
      </p>
      {step(1, 'Next', 'after', at === total - 1)}
    </div>
  )
}

/** One picture as large as the window, over the wall; without a script its own page stands in. */
export function SharedLightbox({ canDownload }: { canDownload: boolean }) {
  const { dialog, tile, at, total, move, close } = useSharedLightbox()
  const touched = useRef(0)
  const keys: Partial<Record<string, () => void>> = {
    ArrowRight: () => move(1),
    ArrowLeft: () => move(-1),
  }
  return (
    <dialog
      ref={dialog}
      aria-label="Picture"
      className="m-0 size-full max-h-none max-w-none bg-bg p-0 text-ink"
      onClose={close}
      onKeyDown={(event: KeyboardEvent) => keys[event.key]?.()}
      onTouchStart={(event: TouchEvent) => {
        touched.current = event.touches[0]?.clientX ?? 0
      }}
      onTouchEnd={(event: TouchEvent) => {
        const moved = (event.changedTouches[0]?.clientX ?? 0) - touched.current
        if (Math.abs(moved) > swipe) move(moved < 0 ? 1 : -1)
      }}
    >
      {tile && at !== null && (
        <div className="flex h-dvh flex-col">
          <Bar {...{ tile, at, total, canDownload, close }} />
          <div className="[container-type:size] flex min-h-0 flex-1 items-center justify-center px-3">
            <img
              key={tile.number}
              src={`${tile.href}/1024`}
              alt={tile.image.alt}
              width={tile.image.width}
              height={tile.image.height}
              className="h-auto rounded-picture"
              style={wholeIn(tile.shape)}
            />
          </div>
          <Steps {...{ tile, at, total, move }} />
        </div>
      )}
    </dialog>
  )
}
