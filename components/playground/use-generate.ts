'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { budgetKeys } from '#lib/budgets/queries.ts'
import { startGeneration } from '#lib/generations/actions.ts'
import type { Generation, GenerationInput } from '#lib/generations/schema.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { toRef } from '#lib/inputs/schema/visible.ts'
import type { UsedVersion } from '#lib/prompts/schema.ts'
import type { ActionFailure } from '#components/actions/failure.ts'
import { failureOf } from '#components/actions/failure.ts'
import { putGeneration, removeGeneration } from '#components/live/feed.ts'
import { useRequestIds } from './request-ids.ts'

interface Me {
  id: string
  name: string
}

/** What is known of a wish beside what is sent. */
interface Asked {
  estimate: number | null
  version: UsedVersion | null
}

/** How it will look until the server says more: queued, with its final shape. */
function asQueued(
  input: GenerationInput,
  inputs: VisibleInput[],
  { me, environment, estimate, version }: Asked & { me: Me; environment: 'standin' | 'live' },
): Generation {
  const { n = 1, ...parameters } = input.parameters
  return {
    status: 'queued',
    position: 1,
    ...input,
    inputs,
    batchId: null,
    template: input.template ?? null,
    variables: input.variables ?? {},
    version,
    n: typeof n === 'number' ? n : 1,
    parameters,
    extra: input.extra ?? {},
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

/** Starts generations. The browser makes the id, so a repeated request is the same one. */
export function useGenerate(team: string, me: Me, environment: 'standin' | 'live') {
  const client = useQueryClient()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const ids = useRequestIds()

  async function generate(
    asked: Omit<GenerationInput, 'id' | 'inputs' | 'promptVersionId'>,
    inputs: VisibleInput[],
    { estimate, version }: Asked,
  ): Promise<void> {
    const source = version ? { promptVersionId: version.id } : {}
    const wish = { ...asked, ...source, inputs: inputs.map(toRef) }
    const id = ids.begin(JSON.stringify(wish))
    if (id === null) return
    const input = { ...wish, id }
    setFailure(null)
    putGeneration(client, team, asQueued(input, inputs, { me, environment, estimate, version }))
    const failed = await failureOf(() => startGeneration({ team, ...input }))
    ids.end(id, failed?.code === 'unavailable' ? 'lost' : 'answered')
    void client.invalidateQueries({ queryKey: budgetKeys.room(team) })
    if (!failed) return
    removeGeneration(client, team, id)
    setFailure(failed)
  }
  return { generate, failure }
}
