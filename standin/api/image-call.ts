import type { Answer, Call } from '../contract.ts'
import type { Source } from '../drawing/retouch.ts'
import type { Mode } from '../models/model.ts'
import { bytesOf } from '../http/deliver.ts'
import { isObject } from '../json-guards.ts'
import type { State } from '../state.ts'
import { isDryRun } from './dry-run.ts'
import { toEstimate } from './estimate.ts'
import { executionHeaders, produceImages } from './image-answer.ts'
import { toImageOrder, type ImageOrder } from './image-order.ts'
import { doPaidWork, type Plan, type Product, type Work } from './paid-work.ts'
import { keepRecording, planReplay } from './replay.ts'

type Reading = () => Promise<{ mode: Mode; source: Source | undefined }>

/** An image call of either kind: an estimate with `?dryRun=true`, else paid work. `read` looks at the uploads. */
export async function answerImageCall(call: Call, state: State, read: Reading): Promise<Answer> {
  if (isDryRun(call)) return estimate(call, read)
  return doPaidWork(call, state, 'image', async () => {
    const { mode, source } = await read()
    return toPlan(call, state, await toImageOrder(call, mode, source))
  })
}

async function estimate(call: Call, read: Reading): Promise<Answer> {
  const { mode, source } = await read()
  const { resolved, parameters, unitMicros } = await toImageOrder(call, mode, source)
  const quantity = parameters.n
  const totalMicros = unitMicros * quantity
  return toEstimate(resolved, [{ type: 'output', metric: 'image', quantity, unitMicros, totalMicros }])
}

function toPlan(call: Call, state: State, order: ImageOrder): Plan {
  const { resolved, parameters } = order
  const replay = planReplay(call, order, state)
  if (replay.kind === 'recording') {
    return { resolved, fullMicros: 0, free: true, produce: async (work) => replayed(replay.id, work, state) }
  }
  const free = replay.kind === 'mock'
  const unitMicros = free ? 0 : order.unitMicros
  return {
    resolved,
    fullMicros: unitMicros * parameters.n,
    free,
    produce: async (work) => {
      const product = await produceImages(order, work, { call, state, unitMicros })
      const { json } = product.answer
      if (replay.kind === 'mock' || !replay.record || json === undefined) return product
      return { ...product, onBilled: () => keepRecording(call, order, state, json) }
    },
  }
}

// The recorded pictures under a request of their own. That the cost inside says 0 is a guess: replays are free.
function replayed(id: string, work: Work, state: State): Product {
  const recorded = state.recordings.read(id)
  const metadata = recorded['metadata']
  const json = {
    ...recorded,
    id: work.entry.id,
    ...(isObject(metadata) && { metadata: { ...metadata, cost: 0 } }),
  }
  // Handing the recording's id back is a guess; the request header of that name is documented.
  const headers = { ...executionHeaders(work), 'x-lumenfall-replay-recording': id }
  const answer = { status: 200, headers, json }
  return { answer, costMicros: 0, images: 0, responseBytes: bytesOf(answer).length }
}
