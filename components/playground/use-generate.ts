'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { startGeneration } from '#lib/generations/actions.ts'
import type { Generation, GenerationInput } from '#lib/generations/schema.ts'
import type { ActionFailure } from '#components/actions/failure.ts'
import { failureOf } from '#components/actions/failure.ts'
import { putGeneration, removeGeneration } from '#components/live/generations.ts'

interface Me {
  id: string
  name: string
}

/** How it will look until the server says more: queued, with its final shape. */
function asQueued(
  input: GenerationInput,
  me: Me,
  environment: 'standin' | 'live',
  estimate: number | null,
): Generation {
  const { n = 1, ...parameters } = input.parameters
  return {
    status: 'queued',
    position: 1,
    ...input,
    n: typeof n === 'number' ? n : 1,
    parameters,
    author: me,
    environment,
    createdAt: new Date().toISOString(),
    startedAt: null,
    finishedAt: null,
    estimateMicros: estimate,
    costMicros: null,
    costSource: null,
    isStopped: false,
    attempts: [],
    images: [],
    can: { cancel: true, retry: false, remove: false, setVisibility: true },
  }
}

/** The usual interval of a double click: the same wish within it is the same request. */
const doubleClickMs = 500

/** Starts generations. The browser makes the id, so a repeated request is the same one. */
export function useGenerate(team: string, me: Me, environment: 'standin' | 'live') {
  const client = useQueryClient()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const last = useRef({ wish: '', at: 0 })

  async function generate(wish: Omit<GenerationInput, 'id'>, estimate: number | null): Promise<void> {
    const { wish: lastWish, at } = last.current
    last.current = { wish: JSON.stringify(wish), at: Date.now() }
    if (lastWish === last.current.wish && last.current.at - at < doubleClickMs) return
    const input = { ...wish, id: uuid() }
    setFailure(null)
    putGeneration(client, team, asQueued(input, me, environment, estimate))
    const failed = await failureOf(() => startGeneration({ team, ...input }))
    if (!failed) return
    removeGeneration(client, team, input.id)
    setFailure(failed)
  }
  return { generate, failure }
}
