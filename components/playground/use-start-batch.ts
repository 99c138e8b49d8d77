'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionFailure } from '#components/actions/failure.ts'
import { failureOf } from '#components/actions/failure.ts'
import { startBatch } from '#lib/batches/actions.ts'
import { budgetKeys } from '#lib/budgets/queries.ts'
import { batchKeys } from '#lib/batches/queries.ts'
import type { Plan } from '#lib/batches/schema.ts'
import type { Draft } from './draft.ts'
import { findDraft } from './draft.ts'
import { useRequestIds } from './request-ids.ts'

/** What of the draft is no part of a plan. Cell by cell the server looks which have the version's words. */
const besideOf = (draft: Draft | null) => ({
  albumId: draft?.album?.id ?? null,
  promptVersionId: draft?.version?.id ?? null,
})

/** Starts batches. The browser makes the id, so a repeated request is the same one. */
export function useStartBatch(team: string) {
  const client = useQueryClient()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const ids = useRequestIds()

  /** The new batch's id; null when it could not be started, or is being started already. */
  async function start(plan: Plan, { reuse = false }: { reuse?: boolean } = {}): Promise<string | null> {
    const beside = { reuse, ...besideOf(findDraft(team)) }
    const id = ids.begin(JSON.stringify({ plan, ...beside }), { isOneAtATime: true })
    if (id === null) return null
    setFailure(null)
    setIsBusy(true)
    const failed = await failureOf(() => startBatch({ team, id, plan, ...beside }))
    ids.end(id, failed?.code === 'unavailable' ? 'lost' : 'answered')
    void client.invalidateQueries({ queryKey: budgetKeys.room(team) })
    setIsBusy(false)
    setFailure(failed)
    if (failed) return null
    await client.invalidateQueries({ queryKey: batchKeys.feed(team) })
    return id
  }
  return { start, failure, isBusy }
}
