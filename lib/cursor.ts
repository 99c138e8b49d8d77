import { z } from 'zod'
import { AppError } from '#lib/errors.ts'

/** Where a page of a list ends that has the newest first: a row's time and, for those of one moment, its id. */
export interface Place {
  createdAt: Date
  id: string
}

/** Before 1970 there is nothing, and PostgreSQL does not take the year 0. */
const placeSchema = z.object({
  createdAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .refine((time) => time.getTime() >= 0),
  id: z.uuid(),
})

/** A place as text, for addresses. */
export const toCursor = ({ createdAt, id }: Place) => `${createdAt.toISOString()}_${id}`

/** The place that a cursor names. Throws AppError `invalid` for one that is none. */
export function readCursor(cursor: string): Place {
  const [createdAt, id] = cursor.split('_')
  const place = placeSchema.safeParse({ createdAt, id })
  if (!place.success) throw new AppError('invalid', 'This is not a place in the list. Reload the page.')
  return place.data
}
