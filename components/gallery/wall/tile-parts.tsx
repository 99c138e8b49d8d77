import { Check, RotateCcw, Star, ThumbsDown } from 'lucide-react'
import { cn } from '#lib/cn.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import type { TileCommands, TileProps } from './tile.tsx'

const over =
  'touch-target absolute flex size-8 items-center justify-center rounded-control text-white drop-shadow-[0_0_3px_rgb(0_0_0/0.7)] transition-opacity focus-visible:opacity-100 focus-visible:outline-white group-hover/tile:opacity-100'

type BoxProps = Pick<TileProps, 'position' | 'isChosen' | 'isChoosing' | 'commands'>

/** Chooses a picture, or shows that it is chosen. */
function ChooseBox({ position, isChosen, isChoosing, commands }: BoxProps) {
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

interface OverlayProps extends BoxProps {
  image: GalleryImage
  isNear: boolean
}

/** What stands on a picture: that it is chosen, what one has said of it, and what can be done with it. */
export function TileOverlay({ image, isNear, ...box }: OverlayProps) {
  const { isChosen, isChoosing, commands } = box
  return (
    <>
      {isChosen && (
        <span className="pointer-events-none absolute inset-0 rounded-picture border-2 border-accent" />
      )}
      <Marks image={image} />
      {(isNear || image.isFavourite) && <QuickAction image={image} commands={commands} />}
      {(isNear || isChosen || isChoosing) && <ChooseBox {...box} />}
    </>
  )
}
