'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { tellGallery } from '#components/gallery/changes.ts'
import { batchKeys } from '#lib/batches/queries.ts'
import type { Batch } from '#lib/batches/schema.ts'
import { generationKeys } from '#lib/generations/queries.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import { watchForEnds } from './ends.ts'
import { putBatchNews, putGeneration, removeGeneration } from './feed.ts'
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

function useLive({ team, me }: LiveProps): void {
  const client = useQueryClient()
  const router = useRouter()
  useEffect(() => {
    const { ask, stop } = asker(client)
    const watch = watchForEnds({ team, me, client, go: (path) => router.push(path) })
    function onEvent(event: LiveEvent): void {
      const { type, data } = event
      watch(event)
      ask(generationKeys.queue(team))
      switch (type) {
        case 'generation':
          putGeneration(client, team, data)
          tellGallery(team, { kind: 'generation', generation: data })
          if (!isOpen(data.status)) ask(galleryKeys.all(team))
          return
        case 'batch':
          if (putBatchNews(client, team, data)) ask(batchKeys.feed(team))
          client.setQueryData<Batch>(batchKeys.one(team, data.id), (batch) => batch && { ...batch, ...data })
          ask(batchKeys.cells(team, data.id))
          return
        case 'gone':
          removeGeneration(client, team, data.id)
          tellGallery(team, { kind: 'gone', generationId: data.id })
          ask(galleryKeys.all(team))
          return
        case 'resync':
          ask(batchKeys.feed(team))
          tellGallery(team, { kind: 'unsure' })
          ask(galleryKeys.all(team))
      }
    }
    const end = listen(team, onEvent)
    return () => {
      end()
      stop()
    }
  }, [client, router, team, me])
}

interface LiveProps {
  team: string
  /** The id of who looks. */
  me: string
}

/** Keeps what a page shows of the team true while it is open, and tells of long work that ends. Once on a page. */
export function Live(props: LiveProps) {
  useLive(props)
  return null
}
