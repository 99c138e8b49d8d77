import 'server-only'
import { v7 as uuid } from 'uuid'
import type { ApiProblem } from '#lib/auth/api-problems.ts'
import { appProblems } from '#lib/auth/api-problems.ts'
import type { Caller } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Ended } from '#lib/generations/data.ts'
import { createGeneration, findGeneration, retryGeneration } from '#lib/generations/data.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import type { VisibleInput } from '#lib/inputs/schema.ts'
import { log } from '#lib/log.ts'
import { estimateCost, getModel } from '#lib/models/data.ts'
import type { ParameterValues } from '#lib/models/schema.ts'
import { valueFromText } from '#lib/models/schema.ts'
import type { ImageCall } from '../schema.ts'
import type { ImagesBody } from './answer.ts'
import { imagesAnswer } from './answer.ts'
import { readModelName } from './models.ts'
import { cancelled, failureProblems, outcomeUnknown } from './problems.ts'
import type { Bell } from './wait.ts'
import { bellFor, whenEnded } from './wait.ts'

export interface CallOptions {
  /** The client's own name for this call: asked again with it, it is the same one. */
  idempotencyKey: string | undefined
  /** `Prefer: respond-async`: does not wait for a call of that name that is under way. */
  isAsync: boolean
  /** Aborted when the client is gone. What it asked for goes on, and is kept. */
  left: AbortSignal
  /** Where the caller reached this server. */
  origin: string
}

type Made =
  | { kind: 'images'; body: ImagesBody; headers: Record<string, string>; images: string[] }
  | { kind: 'problem'; problem: ApiProblem; message: string; retryAfterSeconds: number | null }

/** What a program asks for: as its body or its form says, and from which pictures. */
export interface Asked {
  call: ImageCall
  inputs: readonly VisibleInput[]
}

/** A call as a generation is asked for: `n` is a parameter, and what is about the answer is none. */
async function toInput(caller: Caller, { call, inputs }: Asked): Promise<GenerationInput> {
  const {
    model,
    prompt,
    n,
    response_format: _form,
    stream: _none,
    user: _program,
    safety_identifier: _its,
    ...rest
  } = call
  const { modelId, provider } = await readModelName(caller, model)
  const { parameters: specs } = await getModel(caller, modelId)
  const parameters: ParameterValues = n ? { n } : {}
  const extra: ParameterValues = {}
  for (const [name, value] of Object.entries(rest)) {
    const spec = specs.find((each) => each.name === name)
    if (value === null) continue
    // What the model's schema does not know goes to it all the same, as the API passes it on.
    if (!spec) extra[name] = value
    else parameters[name] = typeof value === 'string' ? valueFromText(spec, value) : value
  }
  const refs = inputs.map(({ role, from, id }) => ({ role, from, id }))
  return { id: uuid(), modelId, provider, prompt, parameters, extra, inputs: refs, visibility: 'team' }
}

/**
 * What a call would cost, in the shape of the API's dry run. Throws AppError `not_found`, `invalid` where nobody can say.
 */
export async function askPrice(caller: Caller, asked: Asked) {
  const { modelId, provider, parameters, extra = {} } = await toInput(caller, asked)
  const inputs = asked.inputs.map(({ role, width, height }) => ({ role, width, height }))
  const estimate = await estimateCost(caller, { modelId, provider, parameters, extra, inputs })
  if (!estimate.known) throw new AppError('invalid', estimate.reason)
  const quantity = asked.call.n ?? 1
  const { micros } = estimate
  return {
    estimated: true,
    model: modelId,
    provider,
    total_cost_micros: micros,
    currency: 'USD',
    components: [
      {
        type: 'output',
        metric: 'image',
        quantity,
        billable_quantity: quantity,
        unit_price: micros / quantity / 1_000_000,
        total_cost: micros,
      },
    ],
  }
}

/** Asks for the pictures. The same name asked again after a failure that cost nothing is another try. */
async function start(caller: Caller, input: GenerationInput, { idempotencyKey }: CallOptions) {
  const { id } = await createGeneration(caller, {
    ...input,
    ...(idempotencyKey === undefined ? {} : { requestKey: idempotencyKey }),
  })
  const isOld = id !== input.id
  if (!isOld) return { id, isUnderWay: false }
  const before = await findGeneration(caller, id)
  if (!before) return { id, isUnderWay: false }
  const isFree = before.status === 'failed' && before.costMicros === 0
  if (isFree && before.can.retry) await retryGeneration(caller, id, before.attempts.length)
  return { id, isUnderWay: before.status === 'queued' || before.status === 'running' }
}

/**
 * Makes pictures for a program, and waits for them: through the same queue, budgets, ledger and history as everybody's.
 * With an idempotency key it is one call however often it is asked; one that is under way is waited for.
 * Throws AppError as `createGeneration` does.
 */
export async function makeImages(caller: Caller, asked: Asked, options: CallOptions): Promise<Made> {
  const input = await toInput(caller, asked)
  const bell = bellFor(caller, input.id)
  try {
    const { id, isUnderWay } = await start(caller, input, options)
    if (isUnderWay && options.isAsync)
      return problemOf(
        { status: 409, code: 'CALL_IN_PROGRESS', type: 'invalid_request_error', retry: true },
        'The call with this Idempotency-Key is under way. Ask again in a moment.',
        5,
      )
    if (id !== input.id) bell.about(id)
    return await waited(caller, id, bell, asked, options)
  } finally {
    bell.close()
  }
}

/** What a call that is queued comes to. */
async function waited(
  caller: Caller,
  id: string,
  bell: Bell,
  asked: Asked,
  options: CallOptions,
): Promise<Made> {
  try {
    const ended = await whenEnded(caller, id, bell, options.left)
    if (ended) return await answerOf(caller, ended, asked, options)
  } catch (error) {
    // Asked again with its key it is the same call; without one it would be another bill.
    if (options.idempotencyKey !== undefined) throw error
    log.error({ err: error, generation: id }, 'the answer to a program was lost')
    return problemOf(outcomeUnknown, 'The answer was lost here. The call goes on, and its pictures are kept.')
  }
  return options.left.aborted
    ? problemOf(appProblems.unavailable, 'The call goes on, and its pictures are kept here.')
    : problemOf(cancelled, 'What this call made was thrown away in the studio.')
}

const problemOf = (problem: ApiProblem, message: string, retryAfterSeconds: number | null = null): Made => ({
  kind: 'problem',
  problem,
  message,
  retryAfterSeconds,
})

async function answerOf(caller: Caller, ended: Ended, asked: Asked, options: CallOptions): Promise<Made> {
  if (ended.status === 'cancelled') return problemOf(cancelled, 'Somebody cancelled this call.')
  if (ended.status === 'unknown' || ended.status === 'lost')
    return problemOf(
      outcomeUnknown,
      ended.failure.message || 'The call was sent, and its pictures did not come. It may have been billed.',
    )
  if (ended.status === 'succeeded' || ended.status === 'partial')
    return imagesAnswer(caller, ended, asked, options.origin)
  const { code, message, retryAfterSeconds } = ended.failure
  return problemOf(failureProblems[code], message || 'The call failed.', retryAfterSeconds)
}
