'use client'

import type { DragEvent, KeyboardEvent } from 'react'
import type { Example } from '#lib/examples/schema.ts'

/** Ids, and nothing that another page could read. */
const kind = 'application/x-atelier-example'

const exampleOf = (target: EventTarget) =>
  target instanceof Element
    ? (target.closest<HTMLElement>('[data-example]')?.dataset['example'] ?? null)
    : null

/** What Alt and an arrow do: one place earlier or later. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 2, ArrowDown: 2 }

/**
 * Moves examples within their list: by dragging one onto another, or with Alt and the arrows. For the element around
 * them (`data-example`), which must be draggable.
 */
export function useExampleOrder(
  examples: readonly Example[],
  move: (ids: readonly string[], before: string | null) => void,
) {
  return {
    onDragStart: (event: DragEvent) => {
      const id = exampleOf(event.target)
      if (id === null) return
      event.dataTransfer.setData(kind, id)
      event.dataTransfer.effectAllowed = 'move'
    },
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(kind) || exampleOf(event.target) === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
    },
    onDrop: (event: DragEvent) => {
      const [id, before] = [event.dataTransfer.getData(kind), exampleOf(event.target)]
      if (id === '' || before === null || id === before) return
      event.preventDefault()
      move([id], before)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const id = exampleOf(event.target)
      const step = steps[event.key]
      if (!event.altKey || step === undefined || id === null) return
      event.preventDefault()
      const at = examples.findIndex((example) => example.id === id)
      if (at < 0 || at + step < 0 || (step > 0 && at === examples.length - 1)) return
      move([id], examples[at + step]?.id ?? null)
    },
  }
}
