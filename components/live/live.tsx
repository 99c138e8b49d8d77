'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { generationKeys } from '#lib/generations/queries.ts'
import { isOpen } from '#lib/generations/schema.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import { putGeneration, removeGeneration } from './generations.ts'
import type { LiveEvent } from './stream.ts'
import { listen } from './stream.ts'

/** Many changes in one moment are asked for once. */
const momentMs = 400

/** Asks again for what changed, once a moment. */
function asker(client: QueryClient) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  return {
    ask: (queryKey: readonly unknown[]): void => {
      const key = JSON.stringify(queryKey)
      if (waiting.has(key)) return
      const timer = setTimeout(() => {
        waiting.delete(key)
        void client.invalidateQueries({ queryKey })
      }, momentMs)
      waiting.set(key, timer)
    },
    stop: (): void => {
      for (const timer of waiting.values()) clearTimeout(timer)
    },
  }
}

function useLive(team: string): void {
  const client = useQueryClient()
  useEffect(() => {
    const { ask, stop } = asker(client)
    function onEvent({ type, data }: LiveEvent): void {
      ask(generationKeys.queue(team))
      if (type === 'generation') {
        putGeneration(client, team, data)
        if (!isOpen(data.status)) ask(galleryKeys.all(team))
        return
      }
      ask(galleryKeys.all(team))
      if (type === 'gone') removeGeneration(client, team, data.id)
      else ask(generationKeys.list(team))
    }
    const end = listen(team, onEvent)
    return () => {
      end()
      stop()
    }
  }, [client, team])
}

/** Keeps what a page shows of the team true while it is open. Once on a page. */
export function Live({ team }: { team: string }) {
  useLive(team)
  return null
}
