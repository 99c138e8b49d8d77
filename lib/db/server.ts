import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { Client } from 'pg'
import { log } from '#lib/log.ts'
import type { Database, Listener } from './client.ts'
import { PrismaClient } from './generated/client.ts'
import { openLanes } from './lanes.ts'
import { applyMigrations } from './migrations.ts'
import { isPlannedOnce } from './sql.ts'

/**
 * The adapter reads and writes times as UTC. Compiling a statement took 0.8 s for one that then ran 6 ms: none of ours is
 * a report over millions of rows.
 */
const session = '-c TimeZone=UTC -c jit=off'
/** Turns find rows by their keys: a plan that was made while a table was small must not read all of it once it has grown. */
const turnSession = `${session} -c enable_seqscan=off`
const transactionOptions = { maxWait: 10_000, timeout: 30_000 }
const reconnectMs = 500

const names = new Map<string, string>()

/** Under a name of its own a connection keeps a statement with its plan; under none it does not. */
function nameOfPlanned(text: string): string {
  if (!isPlannedOnce(text)) return ''
  const name = names.get(text) ?? `planned_${names.size}`
  names.set(text, name)
  return name
}
/** Any number will do, as long as every Atelier takes the same. */
const migrationLock = 72_651_001

/**
 * Opens a PostgreSQL server (15 or newer) and brings it up to date; several processes may start at once.
 * `pool` is the number of connections for queries; one more is held for LISTEN, and up to three for turns.
 */
export async function openServer(url: string, pool: number): Promise<Database> {
  await migrate(url)
  const adapter = new PrismaPg(
    { connectionString: url, options: session, max: pool },
    {
      statementNameGenerator: ({ sql }) => nameOfPlanned(sql),
      onPoolError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
    },
  )
  const lanes = openLanes(url, turnSession, nameOfPlanned)
  const prisma = new PrismaClient({ adapter, transactionOptions })
  await prisma.$connect()
  return {
    kind: 'server',
    url,
    prisma,
    turn: (statements) => lanes.turn(statements),
    listen: (channel, listener) => follow(url, channel, listener),
    close: async () => {
      await lanes.close()
      await prisma.$disconnect()
    },
  }
}

/**
 * An adapter for the schema engine. PrismaPg cuts a script at every semicolon, also in the body of a function, where
 * PostgreSQL itself takes it whole; and the engine never closes the connection it asks for.
 */
function migrationAdapter(url: string) {
  const factory = new PrismaPg({ connectionString: url, options: session, max: 2 })
  const opened: SqlDriverAdapter[] = []
  const adapter: SqlMigrationAwareDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const connection = await factory.connect()
      connection.executeScript = async (script) => void (await connection.underlyingDriver().query(script))
      opened.push(connection)
      return connection
    },
  }
  return { adapter, close: () => Promise.all(opened.map((connection) => connection.dispose())) }
}

/** Several processes may start at once: the others wait, and find nothing left to apply. */
async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  const { adapter, close } = migrationAdapter(url)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await applyMigrations(adapter)
  } finally {
    await close()
    await client.end()
  }
}

/** Holds one connection for a channel, and takes a new one whenever it is lost. */
async function follow(url: string, channel: string, listener: Listener): Promise<() => Promise<void>> {
  let client: Client | undefined
  let stopped = false
  let isComing = false

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, keepAlive: true })
    next.on('notification', (message) => listener.onMessage(message.payload ?? ''))
    next.on('error', (error) => log.warn({ err: error }, 'the listening database connection was lost'))
    next.on('end', reconnect)
    await next.connect()
    await next.query(`LISTEN ${next.escapeIdentifier(channel)}`)
    client = next
  }

  /** Once, although a connection that cannot be made says so twice: else there would be twice as many each time. */
  function reconnect(): void {
    if (stopped || isComing) return
    isComing = true
    setTimeout(() => {
      isComing = false
      if (!stopped) connect().then(() => listener.onGap(), reconnect)
    }, reconnectMs)
  }

  await connect()
  return async () => {
    stopped = true
    await client?.end()
  }
}
