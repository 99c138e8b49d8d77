import { setTimeout as wait } from 'node:timers/promises'
import { log } from '#lib/log.ts'
import { follow } from '#lib/realtime/channel.ts'
import { renewMs } from './attempt.ts'
import { runAttempt } from './call.ts'
import { installClaims } from './at-once.ts'
import { claimedIn, claiming, claimNext, isAnyQueued } from './claim.ts'
import type { WorkerContext } from './context.ts'
import { lookUpDue } from './lookup.ts'
import {
  cancelForeignEnvironment,
  endForeignLeases,
  keepLeftovers,
  renewLeases,
  takeOverExpired,
} from './sweep.ts'

const sweepMs = 500
/** A key can be set while something is being asked for: what waits for the other environment then is ended. */
const foreignMs = 60_000

export interface Worker {
  /** Takes nothing new, and waits for the calls under way, at most `graceMs`. True when all of them ended. */
  stop(graceMs: number): Promise<boolean>
}

/**
 * Runs generations in this process until it is stopped. Woken by the database's notifications, and by a sweep twice
 * a second that also takes over what dead workers left and asks the request log.
 * `isAlone`: no other process has this database, so every lease that is found belongs to a dead one.
 */
export async function startWorker(ctx: WorkerContext, isAlone: boolean): Promise<Worker> {
  const running = new Map<string, Promise<void>>()
  let isStopping = false
  /** Something waited for a place when it was last looked for. Of what comes into the queue every process hears. */
  let isAnyWaiting = true

  /** While it runs, its lease is renewed. */
  function start(attemptId: string, run: () => Promise<void>): void {
    const done = run().catch(givenUp(attemptId))
    const gone = done.finally(() => {
      running.delete(attemptId)
      if (isAnyWaiting) void claim()
    })
    running.set(attemptId, gone)
  }

  async function claimAll(): Promise<void> {
    while (!isStopping && (isAnyWaiting = await isAnyQueued())) {
      const attempt = await claimNext(ctx)
      if (!attempt) return
      start(attempt.id, () => runAttempt(ctx, attempt))
    }
  }

  async function takeOverAll(): Promise<void> {
    for (const { attempt, run } of await takeOverExpired(ctx)) start(attempt.id, run)
  }

  const claim = coalesced('claiming', claimAll)
  const takeOver = coalesced('taking over', takeOverAll)
  const renew = coalesced('renewing leases', () => renewLeases(ctx.owner, [...running.keys()]))
  const cancelForeign = coalesced('cancelling what nobody here may pay', () => cancelForeignEnvironment(ctx))
  const lookUp = coalesced('asking the request log', () => lookUpDue(ctx))

  if (isAlone) await endForeignLeases(ctx.owner)
  await cancelForeignEnvironment(ctx)
  await takeOver()
  await keepLeftovers(ctx)
  const unfollow = follow({
    onMessage: (message) => message.kind === 'queue' && void claim(),
    onGap: () => void claim(),
  })
  const timers = [
    setInterval(() => void renew(), renewMs),
    setInterval(() => void cancelForeign(), foreignMs),
    setInterval(() => void Promise.all([takeOver(), lookUp(), claim()]), sweepMs),
  ]

  const uninstall = installClaims({
    statements: () => claiming(ctx),
    begin: (answers) => {
      const attempt = claimedIn(answers)
      // Whoever stops has no time for it: its lease runs out, and somebody else begins it.
      if (attempt && !isStopping) start(attempt.id, () => runAttempt(ctx, attempt))
    },
  })

  return {
    stop: async (graceMs) => {
      isStopping = true
      uninstall()
      unfollow()
      const ended = Promise.all(running.values()).then(() => true)
      const isDone = await Promise.race([ended, wait(graceMs, false, { ref: false })])
      for (const timer of timers) clearInterval(timer)
      return isDone
    },
  }
}

const givenUp = (attemptId: string) => (error: unknown) =>
  log.error({ err: error, attemptId }, 'an attempt was given up')

/** Runs `step` one at a time; calls meanwhile make it run once more. Failures are logged: the next sweep comes. */
function coalesced(name: string, step: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined
  let again = false
  async function loop(): Promise<void> {
    do {
      again = false
      await step().catch((error: unknown) => log.error({ err: error }, `${name} failed`))
    } while (again)
  }
  return () => {
    again = true
    current ??= loop().finally(() => {
      current = undefined
    })
    return current
  }
}
