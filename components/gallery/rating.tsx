'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Star, ThumbsDown } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { ImageDetail, Marks } from '#lib/images/schema.ts'
import type { GalleryCommands } from './use-gallery-commands.ts'

const stars = [1, 2, 3, 4, 5] as const

const before = ({ isFavourite, isRejected, rating }: ImageDetail): Required<Marks> => ({
  favourite: isFavourite,
  rejected: isRejected,
  rating,
})

/** The team's mean with this member's rating in it, as it will be read again in a moment. */
function meanWith({ meanRating, ratings, rating }: ImageDetail, next: number | null) {
  const others = ratings - (rating === null ? 0 : 1)
  const sum = (meanRating ?? 0) * ratings - (rating ?? 0) + (next ?? 0)
  const count = others + (next === null ? 0 : 1)
  return { ratings: count, meanRating: count === 0 ? null : sum / count }
}

/** Marks the image that is looked at: at once on the screen, and taken back if it is refused. */
export function useMarks(
  team: string,
  detail: ImageDetail | undefined,
  { mark }: Pick<GalleryCommands, 'mark'>,
) {
  const client = useQueryClient()
  /** How many marks of an image are on their way. */
  const underWay = useRef(new Map<string, number>())
  return async (marks: Marks): Promise<void> => {
    if (!detail?.canMark) return
    const key = galleryKeys.image(team, detail.id)
    const { favourite = detail.isFavourite, rejected = detail.isRejected, rating = detail.rating } = marks
    const next = { isFavourite: favourite, isRejected: rejected, rating, ...meanWith(detail, rating) }
    // What was asked before knows nothing of this mark, and would take it off the screen again.
    const count = (by: number) => {
      const now = (underWay.current.get(detail.id) ?? 0) + by
      underWay.current.set(detail.id, now)
      return now
    }
    count(1)
    await client.cancelQueries({ queryKey: key })
    client.setQueryData<ImageDetail>(key, (image) => image && { ...image, ...next })
    const isDone = await mark([detail.id], marks, before(detail))
    if (!isDone) client.setQueryData<ImageDetail>(key, (image) => image && { ...image, ...detail })
    if (count(-1) === 0) await client.invalidateQueries({ queryKey: key })
  }
}

/** 1 to 5 rate, 0 takes that back, X rejects, the full stop makes a favourite. */
export function markKeys(
  detail: ImageDetail | undefined,
  mark: (marks: Marks) => Promise<void>,
): Partial<Record<string, () => void>> {
  const rate = (rating: number | null) => () => void mark({ rating })
  return {
    ...Object.fromEntries(stars.map((value) => [String(value), rate(value)])),
    '0': rate(null),
    x: () => void mark({ rejected: !detail?.isRejected }),
    '.': () => void mark({ favourite: !detail?.isFavourite }),
  }
}

/** "4.2 from 3". */
const meanText = ({ meanRating, ratings }: ImageDetail) =>
  meanRating === null ? 'Not rated yet' : `${meanRating.toFixed(1)} from ${ratings}`

interface RatingProps {
  detail: ImageDetail
  onMark: (marks: Marks) => Promise<void>
}

function Stars({ detail: { rating }, onMark }: RatingProps) {
  const stop = rating ?? 1
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    // The arrows lead to the next picture otherwise.
    event.stopPropagation()
    const next = Math.min(5, Math.max(1, (rating ?? 0) + step))
    event.currentTarget.querySelector<HTMLElement>(`[data-stars="${next}"]`)?.focus()
    void onMark({ rating: next })
  }
  return (
    <div
      role="radiogroup"
      aria-label="Your rating"
      tabIndex={-1}
      className="-ml-[3px] flex max-md:-ml-2"
      onKeyDown={onKeyDown}
    >
      {stars.map((value) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={rating === value}
          aria-label={value === 1 ? '1 star' : `${value} stars`}
          data-stars={value}
          tabIndex={value === stop ? 0 : -1}
          className="touch-target relative rounded-[4px] p-[3px] text-ink-3 hover:text-ink max-md:p-2"
          // The same star again takes it back.
          onClick={() => void onMark({ rating: value === rating ? null : value })}
        >
          <Star
            size={18}
            aria-hidden="true"
            className={rating !== null && value <= rating ? 'fill-current text-accent' : ''}
          />
        </button>
      ))}
    </div>
  )
}

/** What one thinks of the image oneself, and what the team does. */
export function Rating(props: RatingProps) {
  const { detail, onMark } = props
  const { isRejected, canMark } = detail
  return (
    <section className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h3 className="sr-only">Rating</h3>
      {canMark && <Stars {...props} />}
      <p className="mr-auto text-small text-ink-2">{meanText(detail)}</p>
      {canMark && (
        <button
          type="button"
          aria-pressed={isRejected}
          className={cn(buttonClass('quiet', 'small', '-mr-2 px-2'), isRejected && 'font-medium text-ink')}
          onClick={() => void onMark({ rejected: !isRejected })}
        >
          <ThumbsDown size={15} aria-hidden="true" className={isRejected ? 'fill-current' : ''} />
          {isRejected ? 'Rejected' : 'Reject'}
        </button>
      )}
    </section>
  )
}
