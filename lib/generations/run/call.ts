import { setTimeout as wait } from 'node:timers/promises'
import pLimit from 'p-limit'
import { within } from '#lib/deadline.ts'
import { log } from '#lib/log.ts'
import { release } from '#lib/release.ts'
import { through } from '#lib/routing/run.ts'
import type { GenerationCall, Recorder } from '#lib/upstream/port.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import type { TransportFailure } from '#lib/upstream/transport.ts'
import { TransportError } from '#lib/upstream/transport.ts'
import type { Attempt } from './attempt.ts'
import { markSending } from './claim.ts'
import type { WorkerContext } from './context.ts'
import { keepAnswer } from './keep.ts'
import type { Outcome } from './outcome.ts'
import { failureOf } from './outcome.ts'
import { requestOf } from './request.ts'
import { settle } from './settle.ts'
import type { Way } from './way.ts'
import { leftMs, openWay, waysOf, withFailover } from './way.ts'

const transportOutcomes: Record<TransportFailure, { kind: 'failed' | 'unknown'; code: FailureCode }> = {
  unsent: { kind: 'failed', code: 'unreachable' },
  broken: { kind: 'unknown', code: 'no_answer' },
  deadline: { kind: 'unknown', code: 'no_answer' },
  too_large: { kind: 'unknown', code: 'answer_too_large' },
}

/** How a call came back: not at all, as it was not to be made any more; whole; or with an error. */
type Sent =
  { kind: 'withheld' } | { kind: 'answered'; sentAt: Date } | { kind: 'broken'; sentAt: Date; error: unknown }

/** Makes the one call of a claimed attempt, and settles what comes of it. */
export async function runAttempt(ctx: WorkerContext, claimed: Attempt): Promise<void> {
  // Before it is said to be sent: what cannot be read has surely cost nothing.
  const call = await untilDone('reading what a call starts from', () => requestOf(ctx, claimed))
  if (!call) {
    await settle(claimed, { kind: 'abandoned', again: false, why: 'input_missing', told: null })
    return
  }
  const way = openWay(await untilDone('opening a key', () => waysOf(ctx, claimed)))
  if (!way) {
    await settle(claimed, { kind: 'abandoned', again: false, why: 'key_missing', told: null })
    return
  }
  const attempt = { ...claimed, upstream: way.upstream.name, credentialId: way.credentialId }
  const sent = await sendThrough(ctx, attempt, way, call)
  if (sent.kind === 'withheld') {
    await settle(attempt, { kind: 'abandoned', again: true, told: null })
    return
  }
  const { sentAt } = sent
  if (sent.kind === 'answered') {
    await keepRecorded(ctx, { ...attempt, sentAt })
    return
  }
  const failed = afterFailure(attempt, sent.error)
  await untilDone('settling an attempt', async () =>
    settle(attempt, await withFailover(ctx, { ...attempt, sentAt }, failed)),
  )
}

/** Statuses that speak of whoever answers, and not of what was asked. */
const illStatuses: ReadonlySet<number> = new Set([429, 500, 503, 504])

async function sendThrough(
  ctx: WorkerContext,
  attempt: Attempt,
  { upstream, gate }: Way,
  call: GenerationCall,
): Promise<Sent> {
  let sent: Sent = { kind: 'withheld' }
  let status = 0
  const keep = ctx.spool.recorder(attempt.id)
  const record: Recorder = (head) => {
    status = head.status
    return keep(head)
  }
  await through(gate, async () => {
    const deadlineMs = leftMs(ctx, attempt)
    const sentAt = await markSending(attempt, ctx.owner, deadlineMs)
    if (!sentAt) return 'well'
    try {
      await within(deadlineMs, (signal) => upstream.send(call, { signal, record }))
      sent = { kind: 'answered', sentAt }
    } catch (error) {
      sent = { kind: 'broken', sentAt, error }
    }
    return sent.kind === 'broken' || illStatuses.has(status) ? 'ill' : 'well'
  })
  return sent
}

function afterFailure(attempt: Attempt, error: unknown): Outcome {
  // Whoever gets no leave to call has not called.
  if (error instanceof UpstreamError && error.failure === 'key_refused')
    return { kind: 'failed', failure: failureOf('key_refused', error.message), told: null, rawError: null }
  const isKnown = error instanceof TransportError
  if (!isKnown) log.error({ err: error }, 'a call failed in an unexpected way')
  // Whoever cannot say what happened cannot say that nothing was sent.
  const { kind, code } = transportOutcomes[isKnown ? error.failure : 'broken']
  const rawError = error instanceof Error ? error.message : null
  return { kind, failure: failureOf(code, '', attempt.n), told: null, rawError }
}

/** Answers are read four at a time: each lies in memory about twice while it is decoded, and waits for the disk. */
const reading = pLimit(4)

/**
 * Stores what a recorded answer holds, commits it, and only then lets the record go. Tries again for as long as the
 * process lives: the answer is paid for, and a full disk or a database that is away comes back.
 */
export function keepRecorded(ctx: WorkerContext, attempt: Attempt): Promise<void> {
  return untilDone('keeping an answer', async () => {
    const outcome = await reading(async () => {
      lastRead.push(Date.now())
      if (lastRead.length > 4) lastRead.shift()
      const recorded = await ctx.spool.find(attempt.id)
      if (!recorded) return vanished(attempt)
      const kept = await keepAnswer(ctx, attempt, recorded)
      release(recorded.body)
      return kept
    })
    // Nothing of the answer lies in memory any more: whoever waits to be read need not wait for the database, too.
    await settle(attempt, await withFailover(ctx, attempt, outcome))
    await ctx.spool.remove(attempt.id)
  })
}

/** When the last four answers were read. So many within a second come from programs, or from a large batch. */
const lastRead: number[] = []

const isBusy = () =>
  reading.activeCount > 0 || (lastRead.length === 4 && Date.now() - (lastRead[0] ?? 0) < 1_000)

/** Resolves when answers no longer come one upon the other, at the latest after so many ms. */
export async function whenFewAreRead(atMostMs: number): Promise<void> {
  const until = Date.now() + atMostMs
  while (isBusy() && Date.now() < until) await wait(50)
}

const vanished = (attempt: Attempt): Outcome => ({
  kind: 'unknown',
  failure: failureOf('unreadable_answer', '', attempt.n),
  told: null,
  rawError: 'The recorded answer is gone.',
})

const firstPauseMs = 200
const longestPauseMs = 30_000

async function untilDone<T>(what: string, step: () => Promise<T>): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await step()
    } catch (error) {
      log.error({ err: error }, `${what} failed, it is tried again in ${pause} ms`)
      await wait(pause, undefined, { ref: false })
    }
  }
}
