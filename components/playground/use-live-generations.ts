'use client'

import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { generationKeys } from '#lib/generations/queries.ts'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'
import { generationSchema } from '#lib/generations/schema.ts'

type Pages = InfiniteData<GenerationPage, string | null>

/** Puts a generation in its place: over its older self, or at the top. */
export function putGeneration(client: QueryClient, team: string, generation: Generation): void {
  client.setQueryData<Pages>(generationKeys.list(team), (data) => data && upserted(data, generation))
}

export function removeGeneration(client: QueryClient, team: string, id: string): void {
  client.setQueryData<Pages>(
    generationKeys.list(team),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          generations: page.generations.filter((generation) => generation.id !== id),
        })),
      },
  )
}

function upserted(data: Pages, generation: Generation): Pages {
  const isKnown = data.pages.some((page) => page.generations.some(({ id }) => id === generation.id))
  const pages = data.pages.map((page, index) => {
    if (isKnown) {
      const generations = page.generations.map((older) => (older.id === generation.id ? generation : older))
      return { ...page, generations }
    }
    return index === 0 ? { ...page, generations: [generation, ...page.generations] } : page
  })
  return { ...data, pages }
}

function parse(text: string): Generation | null {
  try {
    return generationSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

interface Handlers {
  onGeneration(data: string): void
  onResync(): void
}

function openStream(team: string, handlers: Handlers): () => void {
  const source = new EventSource(`/api/t/${team}/events`)
  source.addEventListener('generation', (event: MessageEvent<string>) => handlers.onGeneration(event.data))
  source.addEventListener('resync', () => handlers.onResync())
  return () => source.close()
}

/**
 * One stream for all tabs of a browser, which allows only six connections to a server: the tab that holds the lock
 * listens, and tells the others. Where there are no locks (plain http in a network) each tab listens for itself.
 */
function listen(team: string, handlers: Handlers): () => void {
  // The types promise `locks`; an insecure page has none.
  if (!('locks' in navigator)) return openStream(team, handlers)
  const name = `atelier.events.${team}`
  const channel = new BroadcastChannel(name)
  const ended = new AbortController()
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') handlers.onGeneration(event.data)
    else handlers.onResync()
  })
  const lead = () =>
    new Promise<void>((resolve) => {
      const close = openStream(team, {
        onGeneration: (data) => {
          channel.postMessage(data)
          handlers.onGeneration(data)
        },
        onResync: () => {
          channel.postMessage(null)
          handlers.onResync()
        },
      })
      ended.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => undefined)
  return () => {
    ended.abort()
    channel.close()
  }
}

/** Keeps the list of generations true while the page is open. */
export function useLiveGenerations(team: string): void {
  const client = useQueryClient()
  useEffect(
    () =>
      listen(team, {
        onGeneration: (data) => {
          const generation = parse(data)
          if (generation) putGeneration(client, team, generation)
        },
        onResync: () => void client.invalidateQueries({ queryKey: generationKeys.list(team) }),
      }),
    [client, team],
  )
}
