'use client'

import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

const hasFiles = (data: DataTransfer | null) => data?.types.includes('Files') ?? false

/** Text that is copied with a picture of itself (from a word processor) is meant as text. */
const isPicture = (data: DataTransfer | null) => hasFiles(data) && !data?.types.includes('text/plain')

/** What is dropped or pasted on the element around `ref` that is a file. True while something is held over it. */
export function useDrop(ref: RefObject<HTMLElement | null>, onFiles: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const place = ref.current?.parentElement
    if (!place) return
    const take = (event: Event, data: DataTransfer | null) => {
      event.preventDefault()
      event.stopPropagation()
      onFiles([...(data?.files ?? [])])
    }
    const over = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !place.contains(event.relatedTarget)) setIsOver(false)
    }
    const drop = (event: DragEvent) => {
      setIsOver(false)
      if (hasFiles(event.dataTransfer)) take(event, event.dataTransfer)
    }
    const paste = (event: ClipboardEvent) => {
      if (isPicture(event.clipboardData)) take(event, event.clipboardData)
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
  }, [ref, onFiles])
  return isOver
}
