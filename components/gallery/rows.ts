import type { GalleryImage } from '#lib/images/schema.ts'
import { justify, rowHeight } from './justify.ts'

/** A line of the gallery: the name of a day, or pictures side by side. Heights in pixels, gap included. */
export type GalleryRow =
  | { kind: 'day'; day: string; height: number }
  | { kind: 'images'; images: readonly GalleryImage[]; height: number; tileHeight: number | null }

/** As the drawings have it: dense on a phone, generous on a desk. */
const measures = { phone: { height: 112, gap: 6 }, desk: { height: 184, gap: 6 } } as const
const dayHeight = 44
const phoneWidth = 640

/** Rows are laid out for whole steps of width, so that a scrollbar or a guess of the server moves nothing. */
const stepPx = 40
const toStep = (width: number) => Math.max(stepPx, Math.floor(width / stepPx) * stepPx)

export const gapPx = 6

function byDay(images: readonly GalleryImage[], dayOf: (image: GalleryImage) => string) {
  const days: { day: string; images: GalleryImage[] }[] = []
  for (const image of images) {
    const day = dayOf(image)
    const last = days.at(-1)
    if (last?.day === day) last.images.push(image)
    else days.push({ day, images: [image] })
  }
  return days
}

/** The lines of the gallery for a width in pixels: days, newest first, and their pictures in justified rows. */
export function toRows(
  images: readonly GalleryImage[],
  width: number,
  dayOf: (image: GalleryImage) => string,
): GalleryRow[] {
  const { height, gap } = width < phoneWidth ? measures.phone : measures.desk
  return byDay(images, dayOf).flatMap(({ day, images: ofDay }): GalleryRow[] => {
    const shapes = ofDay.map((image) => image.width / image.height)
    const rows = justify(shapes, toStep(width), height, gap)
    const lines = rows.map((row, index): GalleryRow => {
      const ofRow = row.flatMap((position) => ofDay[position] ?? [])
      const shapesOfRow = row.map((position) => shapes[position] ?? 1)
      const isLast = index === rows.length - 1
      const real = rowHeight(shapesOfRow, { width, height, gap, isLast })
      const filled = rowHeight(shapesOfRow, { width, height, gap, isLast: false })
      return {
        kind: 'images',
        images: ofRow,
        height: real + gap,
        // A row that does not fill the width keeps its height, and its pictures their shape.
        tileHeight: real < filled ? real : null,
      }
    })
    return [{ kind: 'day', day, height: dayHeight }, ...lines]
  })
}
