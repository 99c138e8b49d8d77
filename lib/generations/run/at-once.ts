import type { Statement } from '#lib/db/client.ts'
import { database } from '#lib/db/client.ts'
import { notifyQueue, plannedOnce, sql } from '#lib/db/sql.ts'
import { log } from '#lib/log.ts'
import { processWide } from '#lib/process-wide.ts'

/** The worker of this process, as far as those know it who put something in the queue. */
export interface Claims {
  /** A claim, for the turn in which something is asked for. */
  statements(): Statement[]
  /** Begins what that claim has taken, which may be what somebody else has waited for. */
  begin(answers: readonly unknown[]): void
}

const holder = processWide('claims', () => ({ current: null as Claims | null }))

/** Makes a worker the one of this process, until the returned function is called. */
export function installClaims(claims: Claims): () => void {
  holder.current = claims
  return () => {
    if (holder.current === claims) holder.current = null
  }
}

/**
 * Puts a generation in the queue, and lets this process's worker take its next one in the same turn: without one turn for
 * each of them, and without a message between. Where it must wait all the same, every worker is told.
 * Resolves to the rows of `asking`, and throws as it does.
 */
export async function askAtOnce(asking: Statement, generationId: string): Promise<unknown[]> {
  const claims = holder.current
  const ring = sql`${plannedOnce}
    SELECT ${notifyQueue}::text FROM "Generation" WHERE "id" = ${generationId}::uuid AND "status" = 'queued'`
  const [asked = [], ...answers] = await database().turn([asking, ...(claims?.statements() ?? []), ring])
  try {
    claims?.begin(answers.slice(0, -1))
  } catch (error) {
    // It may be another's, and what was asked for is in the queue. Its lease runs out, and it is taken over.
    log.error({ err: error }, 'what was claimed could not be begun')
  }
  return asked
}
