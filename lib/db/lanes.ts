import type { QueryConfig } from 'pg'
import { Client, DatabaseError, Query } from 'pg'
import { log } from '#lib/log.ts'
import type { Statement } from './client.ts'

/** Where one lane waits for a lock, so many wait with it; what comes then takes another. */
const longest = 8
const most = 3

/**
 * What was to be prepared by a turn that failed before is not, and the driver could not know yet: nothing was done, and what
 * comes next prepares it itself, unless it stands behind another one that fails.
 */
const isUnprepared = (error: unknown) =>
  error instanceof DatabaseError && /^(26000|42P05)$/.test(error.code ?? '')
const mostTries = 5

interface Lane {
  client: Promise<Client>
  /** Turns that are under way on it. */
  turns: number
}

/** Turns to a database, and the end of it. */
export interface Lanes {
  turn(statements: readonly Statement[]): Promise<unknown[][]>
  close(): Promise<void>
}

/** What is sent with it, until the next tick, goes out as one packet: each packet wakes the server, which takes longer than most statements. */
function togetherWithTheNext(query: Query): Query {
  const submit = query.submit.bind(query)
  query.submit = (connection) => {
    connection.stream.cork()
    process.nextTick(() => connection.stream.uncork())
    return submit(connection)
  }
  return query
}

/** All of them are on their way before the first is answered. */
function sendAll(client: Client, statements: readonly QueryConfig[]) {
  const answers = statements.map((statement) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>()
    const query = new Query(statement, (error, result) => (error ? reject(error) : resolve(result.rows)))
    client.query(togetherWithTheNext(query))
    return promise
  })
  return Promise.allSettled(answers)
}

/**
 * Connections to a PostgreSQL server on which turns follow one another without waiting for each other's answers. What is
 * done in them is mostly for the same team, whose rows are locked one after the other: beside one another they would only
 * wait for each other in the database, which costs a third more there than one after the other.
 * `nameOf` names the statements whose plan is kept.
 */
export function openLanes(url: string, session: string, nameOf: (text: string) => string): Lanes {
  const lanes = new Set<Lane>()

  function open(): Lane {
    const client = new Client({ connectionString: url, options: session, keepAlive: true, pipeline: true })
    const lane: Lane = { client: client.connect().then(() => client), turns: 0 }
    client.on('error', (error) => {
      log.warn({ err: error }, 'a database connection was lost')
      lanes.delete(lane)
      void client.end().catch(() => undefined)
    })
    client.on('end', () => lanes.delete(lane))
    lanes.add(lane)
    return lane
  }

  function laneForNext(): Lane {
    const all = [...lanes]
    const free = all.find(({ turns }) => turns < longest)
    if (free) return free
    return all.length < most ? open() : all.reduce((least, lane) => (lane.turns < least.turns ? lane : least))
  }

  const named = ({ text, values }: Statement) => ({ name: nameOf(text), text, values: [...values] })

  async function turn(statements: readonly Statement[]): Promise<unknown[][]> {
    for (let tries = 1; ; tries++) {
      try {
        return await take(statements)
      } catch (error) {
        if (tries === mostTries || !isUnprepared(error)) throw error
      }
    }
  }

  async function take(statements: readonly Statement[]): Promise<unknown[][]> {
    const lane = laneForNext()
    lane.turns++
    try {
      const client = await lane.client
      const isOne = statements.length === 1
      const all = statements.map(named)
      const answers = await sendAll(client, isOne ? all : [{ text: 'BEGIN' }, ...all, { text: 'COMMIT' }])
      const failed = answers.find((answer) => answer.status === 'rejected')
      if (failed) throw failed.reason
      const rows = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : []))
      return isOne ? rows : rows.slice(1, -1)
    } catch (error) {
      // One that was never connected ends without a word.
      lane.client.catch(() => lanes.delete(lane))
      throw error
    } finally {
      lane.turns--
    }
  }

  return {
    turn,
    close: async () => {
      await Promise.allSettled([...lanes].map(async ({ client }) => (await client).end()))
    },
  }
}
