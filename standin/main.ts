import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startStandin } from './server.ts'

/**
 * node standin/main.ts [--port 4010] [--host 127.0.0.1] [--data DIR] [--latency MS]
 *
 * Prints its address when it is ready. Forked, it also sends `{ type: 'ready', url }` and ends with its parent.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    latency: { type: 'string', default: '0' },
  },
})

// Every change is on disk already, so there is nothing to finish: the end may come at any moment.
process.once('SIGTERM', () => process.exit(0))
process.once('SIGINT', () => process.exit(0))
// The channel breaks with the parent, also when the parent was killed and could say nothing.
process.once('disconnect', () => process.exit(0))

try {
  const { url, apiKey } = await startStandin({
    port: toNumber('port', values.port),
    host: values.host,
    dataDir: values.data === undefined ? undefined : resolve(values.data),
    latencyMs: toNumber('latency', values.latency),
  })
  console.log(`Stand-in for Lumenfall at ${url}/openai/v1 (key ${apiKey})`)
  process.send?.({ type: 'ready', url })
} catch (error) {
  console.error(`The stand-in cannot start: ${String(error)}`)
  process.exit(1)
}

function toNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not '${text}'`)
  return Number(text)
}
