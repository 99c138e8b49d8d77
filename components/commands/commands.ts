'use client'

import { useEffect, useSyncExternalStore } from 'react'

/** Something that can be done now, by its name. */
export interface Command {
  id: string
  group: string
  label: string
  /** "⌘↵": the key that does it, too. */
  keys?: string
  run: () => void
}

let sources: readonly (readonly Command[])[] = []
const listeners = new Set<() => void>()

function set(next: typeof sources): void {
  sources = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Offers commands while a part of the page is there. The list must be the same object while it says the same. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    set([...sources, commands])
    return () => set(sources.filter((source) => source !== commands))
  }, [commands])
}

const none: typeof sources = []

/** All that can be done now. */
export const useAllCommands = (): readonly Command[] =>
  useSyncExternalStore(
    subscribe,
    () => sources,
    () => none,
  ).flat()
