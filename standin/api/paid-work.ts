import type { Answer, Call, RequestStatus, WorkTerms } from '../contract.ts'
import { wait } from '../http/wait.ts'
import type { Resolved } from '../models/catalogue.ts'
import { formatDollars } from '../records/money.ts'
import type { RequestEntry } from '../records/request-entry.ts'
import type { State } from '../state.ts'
import { ApiError, errorKinds, Interruption } from './errors.ts'
import { execute, type Execution } from './providers.ts'

/** Checked and priced work, before any of it is done. */
export interface Plan {
  readonly resolved: Resolved
  /** What it costs when everything is delivered. */
  readonly fullMicros: number
  /** Answered at once and for nothing: mocks and replays. */
  readonly free?: boolean
  readonly produce: (work: Work) => Promise<Product>
}

export interface Work {
  readonly entry: RequestEntry
  readonly terms: WorkTerms
  readonly execution: Execution
}

/** Finished work, about to be billed. */
export interface Product {
  readonly answer: Answer
  readonly costMicros: number
  readonly images: number
  readonly responseBytes: number
  readonly media?: string[]
  /** Runs right after the billing point. */
  readonly onBilled?: () => void
}

/**
 * Takes a call from "pending" over "processing" to "completed", and bills it: the balance falls and the log says so before
 * a byte of the answer leaves. Whether the client is still there makes no difference (the real service's behaviour is not
 * known; this is the worst case). `prepare` checks and prices; whatever it or the work throws closes the entry at cost 0.
 */
export async function doPaidWork(
  call: Call,
  state: State,
  modality: string,
  prepare: () => Promise<Plan>,
): Promise<Answer> {
  const terms = termsOf(call, state)
  const entry = state.ledger.open({ ...describeCall(call), modality, logDelayMs: terms.logDelayMs })
  call.trail.requestId = entry.id
  try {
    const plan = await prepare()
    return await carryOut(plan, call, state, { entry, terms })
  } catch (error) {
    state.ledger.fail(entry.id, toFailure(error))
    throw error
  }
}

async function carryOut(
  plan: Plan,
  call: Call,
  state: State,
  begun: Omit<Work, 'execution'>,
): Promise<Answer> {
  const { ledger, settings } = state
  const { model } = plan.resolved
  const available = ledger.unreservedMicros
  if (plan.fullMicros > 0 && available < plan.fullMicros) {
    const message = `Insufficient balance: ${formatDollars(plan.fullMicros)} required, ${formatDollars(Math.max(0, available))} available`
    throw new ApiError('INSUFFICIENT_BALANCE', message)
  }
  const release = ledger.reserve(plan.fullMicros)
  try {
    ledger.start(begun.entry.id, model.id)
    await strikeBeforeBilling(call)
    if (plan.free !== true) await wait(jitter(settings.latencyMs), state.stopping)
    const execution = execute(plan.resolved, {
      failing: begun.terms.failingProviders,
      sequence: begun.entry.sequence,
    })
    const { answer, onBilled, ...bill } = await plan.produce({ ...begun, execution })
    // A stand-in that stops has died: what it did not bill before stays unbilled.
    state.stopping.throwIfAborted()
    ledger.bill(begun.entry.id, bill)
    onBilled?.()
    return answer
  } finally {
    release()
  }
}

/** Lets the faults strike that come before billing; they end the call by throwing. */
export async function strikeBeforeBilling(call: Call): Promise<void> {
  for (const { fault, argument } of call.faults) await fault.beforeBilling?.(argument, call)
}

function termsOf(call: Call, { settings }: State): WorkTerms {
  const usual: WorkTerms = {
    failingProviders: [],
    filtered: 0,
    logDelayMs: settings.logDelayMs,
    mediaLifetimeMs: settings.mediaLifetimeMs,
    answerUrls: false,
  }
  return call.faults.reduce((terms, { fault, argument }) => fault.terms?.(terms, argument) ?? terms, usual)
}

function describeCall(call: Call) {
  const { model, user } = call.fields
  return {
    endpoint: call.pathname,
    model: typeof model === 'string' ? model : null,
    keyId: call.keyId,
    traceId: traceIdOf(call.headers['traceparent']),
    user: typeof user === 'string' ? user : null,
    requestBytes: call.rawBody.length,
  }
}

// W3C Trace Context: version-traceid-parentid-flags.
function traceIdOf(traceparent: string | string[] | undefined): string | null {
  if (typeof traceparent !== 'string') return null
  return traceparent.match(/^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/)?.[1] ?? null
}

// Up to a quarter more or less, so that calls sent together do not come back in step.
export function jitter(milliseconds: number): number {
  return milliseconds * (0.75 + Math.random() * 0.5)
}

function toFailure(error: unknown): {
  status: RequestStatus
  errorCode: string | null
  errorMessage: string | null
} {
  if (error instanceof Interruption) return { status: error.logged, errorCode: null, errorMessage: null }
  const { code, message } = error instanceof ApiError ? error : new ApiError('INTERNAL_ERROR', String(error))
  return { status: errorKinds[code].logged, errorCode: code, errorMessage: message }
}
