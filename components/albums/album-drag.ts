import type { DragEvent } from 'react'

// What is carried from the wall to an album, or to another place in one: ids, and nothing that another page could read.

const kind = 'application/x-atelier-images'

/** Begins to carry images. */
export function carryImages(event: DragEvent, ids: readonly string[]): void {
  event.dataTransfer.setData(kind, JSON.stringify(ids))
  event.dataTransfer.effectAllowed = 'copyMove'
}

/** Whether images are carried here: only what kind it is can be told before they are let go. */
export const areImagesCarried = (event: DragEvent) => event.dataTransfer.types.includes(kind)

/** The images that were let go. */
export function carriedImages(event: DragEvent): string[] {
  const ids: unknown = JSON.parse(event.dataTransfer.getData(kind) || '[]')
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
}
