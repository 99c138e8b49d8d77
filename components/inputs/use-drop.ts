'use client'

import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

const hasFiles = (data: DataTransfer | null) => data?.types.includes('Files') ?? false

/** Text that is copied with a picture of itself (from a word processor) is meant as text. */
const isPicture = (data: DataTransfer | null) => hasFiles(data) && !data?.types.includes('text/plain')

const everywhere = () => true

/**
 * What is dropped or pasted on the element around `ref` that is a file, where `isFor` does not leave it to somebody
 * further inside. True while something is held over it.
 */
export function useDrop(
  ref: RefObject<HTMLElement | null>,
  onFiles: (files: File[]) => void,
  isFor: (target: Element) => boolean = everywhere,
): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const place = ref.current?.parentElement
    if (!place) return
    const isOurs = ({ target }: Event) => !(target instanceof Element) || isFor(target)
    const take = (event: Event, data: DataTransfer | null) => {
      event.preventDefault()
      event.stopPropagation()
      onFiles([...(data?.files ?? [])])
    }
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      setIsOver(isOurs(event))
      if (isOurs(event)) event.preventDefault()
    }
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !place.contains(event.relatedTarget)) setIsOver(false)
    }
    const drop = (event: DragEvent) => {
      setIsOver(false)
      if (hasFiles(event.dataTransfer) && isOurs(event)) take(event, event.dataTransfer)
    }
    const paste = (event: ClipboardEvent) => {
      if (isPicture(event.clipboardData) && isOurs(event)) take(event, event.clipboardData)
    }
    // Before the editor, which would write the file's name.
    const first = { capture: true }
    place.addEventListener('dragover', over, first)
    place.addEventListener('dragleave', leave, first)
    place.addEventListener('drop', drop, first)
    place.addEventListener('paste', paste, first)
    return () => {
      place.removeEventListener('dragover', over, first)
      place.removeEventListener('dragleave', leave, first)
      place.removeEventListener('drop', drop, first)
      place.removeEventListener('paste', paste, first)
    }
  }, [ref, onFiles, isFor])
  return isOver
}
