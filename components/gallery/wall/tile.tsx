'use client'

import { Check, RotateCcw, Star, ThumbsDown } from 'lucide-react'
import type { MouseEvent, PointerEvent } from 'react'
import { memo, useRef, useState } from 'react'
import { cn } from '#lib/cn.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour } from '../colour.ts'
import { StoredImage } from '../stored-image.tsx'

/** What a tile asks of its wall. */
export interface TileCommands {
  open: (image: GalleryImage) => void
  choose: (position: number, isRange: boolean) => void
  favourite: (image: GalleryImage) => void
  restore: (image: GalleryImage) => void
  /** Somebody points at it: soon it will be looked at. */
  expect: (image: GalleryImage) => void
}

export interface TileProps {
  team: string
  /** None while it is on its way. */
  image: GalleryImage | undefined
  position: number
  /** Which an image keeps while others come. */
  number: number
  shape: number
  /** Pixels; of a row that does not fill the width these are kept. */
  height: number
  isLoose: boolean
  /** The one that Tab reaches; the arrows lead to the others. */
  isStop: boolean
  isChosen: boolean
  /** Some are chosen: a click chooses more. */
  isChoosing: boolean
  /** One passes by: no picture is asked for that was not there. */
  isFast: boolean
  commands: TileCommands
}

const longPressMs = 450

const over =
  'touch-target absolute flex size-8 items-center justify-center rounded-control text-white drop-shadow-[0_0_3px_rgb(0_0_0/0.7)] transition-opacity focus-visible:opacity-100 focus-visible:outline-white group-hover/tile:opacity-100'

/** A finger that stays chooses; one that goes on scrolls. */
function useLongPress(onLong: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isLong = useRef(false)
  const end = () => clearTimeout(timer.current)
  return {
    isLong,
    handlers: {
      onPointerDown: ({ pointerType }: PointerEvent) => {
        isLong.current = false
        if (pointerType !== 'touch') return
        timer.current = setTimeout(() => {
          isLong.current = true
          onLong()
        }, longPressMs)
      },
      onPointerUp: end,
      onPointerCancel: end,
      onPointerLeave: end,
      onContextMenu: (event: MouseEvent) => isLong.current && event.preventDefault(),
    },
  }
}

function ChooseBox({ position, isChosen, isChoosing, commands }: TileProps) {
  return (
    <button
      type="button"
      role="checkbox"
      tabIndex={-1}
      aria-label="Select"
      aria-checked={isChosen}
      className={cn(
        over,
        'top-0.5 left-0.5',
        isChosen || isChoosing ? 'opacity-100' : 'opacity-0',
        // A finger stays on the picture instead, until some are chosen.
        !isChoosing && '[@media(hover:none)]:pointer-events-none',
      )}
      onClick={(event) => commands.choose(position, event.shiftKey)}
    >
      <span
        className={cn(
          'flex size-5 items-center justify-center rounded-[5px]',
          isChosen ? 'bg-accent text-on-colour' : 'border-[1.5px] border-current bg-black/20',
        )}
      >
        {isChosen && <Check size={14} strokeWidth={2.5} aria-hidden="true" />}
      </span>
    </button>
  )
}

/** The one thing that is done most with a picture here: bring it back from the trash, or keep it as a favourite. */
function QuickAction({ image, commands }: { image: GalleryImage; commands: TileCommands }) {
  const place = cn(over, 'right-0.5 bottom-0.5')
  if (image.trashedAt !== null) {
    if (!image.can.restore) return null
    return (
      <button
        type="button"
        tabIndex={-1}
        aria-label="Restore"
        className={place}
        onClick={() => commands.restore(image)}
      >
        <RotateCcw size={17} aria-hidden="true" />
      </button>
    )
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label="Favourite"
      aria-pressed={image.isFavourite}
      className={cn(
        place,
        // A finger cannot point first: there the star says what is, and the picture itself is opened.
        '[@media(hover:none)]:pointer-events-none',
        image.isFavourite ? 'opacity-100' : 'opacity-0',
      )}
      onClick={() => commands.favourite(image)}
    >
      <Star size={17} aria-hidden="true" className={image.isFavourite ? 'fill-current' : ''} />
    </button>
  )
}

/** What one has said of a picture, beside its star. */
function Marks({ image: { rating, isRejected } }: { image: GalleryImage }) {
  if (rating === null && !isRejected) return null
  return (
    <span className="pointer-events-none absolute right-9 bottom-0.5 flex h-8 items-center gap-1.5 text-hint font-semibold text-white drop-shadow-[0_0_3px_rgb(0_0_0/0.8)]">
      {isRejected && <ThumbsDown size={15} aria-label="Rejected" />}
      {rating !== null && (
        <span role="img" aria-label={`Rated ${rating} of 5`}>
          {rating}
        </span>
      )}
    </span>
  )
}

function useShown(isFast: boolean): boolean {
  const [isShown, setIsShown] = useState(!isFast)
  if (!isShown && !isFast) setIsShown(true)
  return isShown
}

/** A picture of the wall in its shape, or its place while it is on its way. */
export const WallTile = memo(function WallTile(props: TileProps) {
  const { team, image, position, number, shape, height, isLoose, isStop, isChosen, isChoosing, commands } =
    props
  const isShown = useShown(props.isFast)
  const { isLong, handlers } = useLongPress(() => commands.choose(position, false))

  function onClick(event: MouseEvent): void {
    if (isLong.current || isChoosing || event.shiftKey) {
      event.preventDefault()
      if (!isLong.current) commands.choose(position, event.shiftKey)
      isLong.current = false
      return
    }
    if (event.metaKey || event.ctrlKey) return
    event.preventDefault()
    if (image) commands.open(image)
  }

  return (
    <div
      role="listitem"
      data-image={image?.id}
      data-at={position}
      data-number={number}
      className={cn(
        'group/tile relative overflow-hidden rounded-picture bg-tint select-none has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-accent',
        isLoose ? 'flex-none' : 'min-w-0',
      )}
      style={{
        ...(isLoose ? { height, width: height * shape } : { flex: `${shape} 1 0`, height }),
        background: image && meanColour(image.thumbhash),
      }}
      onPointerEnter={() => image && commands.expect(image)}
    >
      <a
        {...(image
          ? { href: imageUrl(team, image.id, 'original') }
          : { role: 'link', 'aria-label': `Picture ${position + 1}, on its way` })}
        tabIndex={isStop ? 0 : -1}
        draggable={false}
        className={cn('block size-full outline-none', image?.isRejected && 'opacity-55')}
        onClick={onClick}
        {...handlers}
      >
        {image && isShown && (
          <StoredImage
            team={team}
            image={image}
            prompt={image.prompt}
            sizes={`${Math.round(height * shape)}px`}
          />
        )}
      </a>
      {isChosen && (
        <span className="pointer-events-none absolute inset-0 rounded-picture border-2 border-accent" />
      )}
      {image && <Marks image={image} />}
      {image && <QuickAction image={image} commands={commands} />}
      {image && <ChooseBox {...props} />}
    </div>
  )
})
