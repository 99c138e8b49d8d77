'use client'

import type { CSSProperties, MouseEvent, PointerEvent } from 'react'
import { memo, useRef, useState } from 'react'
import { useIsInBrowser } from '#components/ui/use-is-in-browser.ts'
import { cn } from '#lib/cn.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import { meanColour, miniature } from '../colour.ts'
import { StoredImage } from '../stored-image.tsx'
import { TileOverlay } from './tile-parts.tsx'

/** What a tile asks of its wall. */
export interface TileCommands {
  open: (image: GalleryImage) => void
  /** They can be carried to an album, or within one to another place. */
  areCarried: boolean
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

/** A finger that stays chooses; one that goes on scrolls. */
function useLongPress(onLong: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isLong = useRef(false)
  const end = () => clearTimeout(timer.current)
  return {
    /** Whether the click that comes is the end of a long press. */
    takeLong: () => {
      const wasLong = isLong.current
      isLong.current = false
      return wasLong
    },
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

function useShown(isFast: boolean): boolean {
  const [isShown, setIsShown] = useState(!isFast)
  if (!isShown && !isFast) setIsShown(true)
  return isShown
}

function placeOf({ shape, height, isLoose }: TileProps): CSSProperties {
  return isLoose ? { height, width: height * shape } : { flex: `${shape} 1 0`, height }
}

/** What is seen before the picture: a miniature, or its colour where one passes by and in what the server draws. */
function useGround({ image, isFast }: TileProps): CSSProperties {
  const isInBrowser = useIsInBrowser()
  const [wasLooked, setWasLooked] = useState(false)
  if (isInBrowser && !isFast && !wasLooked) setWasLooked(true)
  if (!image) return {}
  return { background: wasLooked ? miniature(image.thumbhash) : meanColour(image.thumbhash) }
}

/** A picture that is there: a click looks at it closely, or chooses it where some are chosen. */
function TileLink(props: TileProps & { image: GalleryImage }) {
  const { team, image, position, shape, height, isStop, isChoosing, commands } = props
  const isShown = useShown(props.isFast)
  const { takeLong, handlers } = useLongPress(() => commands.choose(position, false))
  function onClick(event: MouseEvent): void {
    const isLong = takeLong()
    if (!isLong && !isChoosing && (event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    if (isLong) return
    if (isChoosing || event.shiftKey) commands.choose(position, event.shiftKey)
    else commands.open(image)
  }
  return (
    <a
      href={imageUrl(team, image.id, 'original')}
      tabIndex={isStop ? 0 : -1}
      draggable={commands.areCarried}
      className={cn(
        'block size-full outline-none [-webkit-touch-callout:none]',
        image.isRejected && 'opacity-55',
      )}
      onClick={onClick}
      {...handlers}
    >
      {isShown && (
        <StoredImage
          team={team}
          image={image}
          prompt={image.prompt}
          sizes={`${Math.round(height * shape)}px`}
        />
      )}
    </a>
  )
}

/** What can be done with a tile is drawn when somebody points at it, or has the focus there. */
function useNear(onNear: () => void) {
  const [isPointed, setIsPointed] = useState(false)
  const [isFocused, setIsFocused] = useState(false)
  return {
    isNear: isPointed || isFocused,
    handlers: {
      onPointerEnter: () => {
        setIsPointed(true)
        onNear()
      },
      onPointerLeave: () => setIsPointed(false),
      onFocus: () => setIsFocused(true),
      onBlur: () => setIsFocused(false),
    },
  }
}

/** A picture of the wall in its shape, or its place while it is on its way. */
export const WallTile = memo(function WallTile(props: TileProps) {
  const { image, position, number, isLoose, isStop, commands } = props
  const { isNear, handlers } = useNear(() => image && commands.expect(image))
  const ground = useGround(props)
  return (
    <div
      role="listitem"
      data-image={image?.id}
      data-at={position}
      data-number={number}
      className={cn(
        'group/tile relative overflow-hidden rounded-picture bg-tint select-none has-[>:focus-visible]:outline-2 has-[>:focus-visible]:outline-offset-2 has-[>:focus-visible]:outline-accent',
        isLoose ? 'flex-none' : 'min-w-0',
      )}
      style={{ ...placeOf(props), ...ground }}
      {...handlers}
    >
      {image ? (
        <TileLink {...props} image={image} />
      ) : (
        <button
          type="button"
          tabIndex={isStop ? 0 : -1}
          aria-label={`Picture ${position + 1}, on its way`}
          className="size-full cursor-default outline-none"
          onClick={(event) => event.shiftKey && commands.choose(position, true)}
        />
      )}
      {image && <TileOverlay {...props} image={image} isNear={isNear} />}
    </div>
  )
})
