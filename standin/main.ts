import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { accountFile } from './google/account.ts'
import { startGemini, startVertex } from './google/server.ts'
import { startStandin } from './server.ts'

/**
 * node standin/main.ts [--port 4010] [--host 127.0.0.1] [--data DIR] [--latency MS] [--gemini PORT] [--vertex PORT]
 *
 * Prints its address when it is ready, and those of Google's APIs where they are given ports. Forked, it also sends
 * `{ type: 'ready', url, gemini?, vertex? }` and ends with its parent.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    latency: { type: 'string', default: '0' },
    gemini: { type: 'string' },
    /** Needs a folder: the key file of its service account is there. */
    vertex: { type: 'string' },
  },
})

// Every change is on disk already, so there is nothing to finish: the end may come at any moment.
process.once('SIGTERM', () => process.exit(0))
process.once('SIGINT', () => process.exit(0))
// The channel breaks with the parent, also when the parent was killed and could say nothing.
process.once('disconnect', () => process.exit(0))

try {
  const { url, apiKey } = await startStandin(optionsOf('port', values.port, values.data))
  console.log(`Stand-in for Lumenfall at ${url}/openai/v1 (key ${apiKey})`)
  const google = { ...(await gemini(values.gemini)), ...(await vertex(values.vertex)) }
  process.send?.({ type: 'ready', url, ...google })
} catch (error) {
  console.error(`The stand-in cannot start: ${String(error)}`)
  process.exit(1)
}

async function gemini(port: string | undefined): Promise<{ gemini?: string }> {
  if (port === undefined) return {}
  const { url, apiKey } = await startGemini(optionsOf('gemini', port, folderOf('gemini')))
  console.log(`Stand-in for the Gemini API at ${url} (key ${apiKey})`)
  return { gemini: url }
}

async function vertex(port: string | undefined): Promise<{ vertex?: string }> {
  if (port === undefined) return {}
  const folder = folderOf('vertex')
  if (folder === undefined) throw new Error('--vertex needs --data, where the key of its account is put')
  const { url, tokenUrl } = await startVertex(optionsOf('vertex', port, folder))
  const key = accountFile(resolve(folder))
  console.log(`Stand-in for Vertex AI at ${url}, with tokens from ${tokenUrl} (key in ${key})`)
  return { vertex: url }
}

function folderOf(api: string): string | undefined {
  return values.data === undefined ? undefined : join(values.data, api)
}

function optionsOf(name: string, port: string, folder: string | undefined) {
  return {
    port: toNumber(name, port),
    host: values.host,
    dataDir: folder === undefined ? undefined : resolve(folder),
    latencyMs: toNumber('latency', values.latency),
  }
}

function toNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not '${text}'`)
  return Number(text)
}
