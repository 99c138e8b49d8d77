import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** Milliseconds from the start of the process to its line. */
  readyMs: number
  /** What it printed on standard error. */
  log(): string
  kill(signal: NodeJS.Signals): Promise<void>
}

const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

/**
 * Starts Atelier as `npm start` does, from the built tree, on a free port. Rejects with what it printed when it ends
 * before it is ready.
 */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const startedAt = performance.now()
  const child = spawn('sh', ['-c', scripts.start], {
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^Atelier is ready at (\S+)/.exec(line)
      if (match?.[1]) resolve(match[1])
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${errors.slice(-2000)}`)))
  })
  return {
    url,
    child,
    readyMs: performance.now() - startedAt,
    log: () => errors,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}
