import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { installStandin } from '#lib/upstream/upstream.ts'

const readySchema = z.object({ type: z.literal('ready'), url: z.url() })
/** The key that the stand-in takes. It opens nothing else. */
const apiKey = 'lmnfl_standin.secret'
const restartMs = 1_000

/**
 * Starts the stand-in beside this process, with its log and its bill in DATA_DIR, and makes it the upstream. It ends
 * with this process, however that ends, and is started again on the same port should it end alone.
 */
export async function startStandin(): Promise<{ stop(): void }> {
  let isStopping = false
  let child: ChildProcess | undefined

  async function start(port: number): Promise<string> {
    const next = launch(port)
    child = next
    const url = await readyUrl(next)
    next.on('exit', (code, signal) => {
      if (isStopping) return
      log.error({ code, signal }, 'the stand-in ended, it is started again')
      setTimeout(() => void start(Number(new URL(url).port)), restartMs)
    })
    return url
  }

  installStandin(`${await start(0)}/openai/v1`, apiKey)
  return {
    stop: () => {
      isStopping = true
      child?.kill('SIGTERM')
    },
  }
}

function launch(port: number): ChildProcess {
  const options = { port, data: join(env.DATA_DIR, 'standin'), latency: env.STANDIN_LATENCY_MS }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  // Its line of greeting belongs to whoever starts it by hand.
  return fork('standin/main.ts', flags, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The stand-in ended at its start (${code ?? 'by a signal'}).`)),
    )
    child.on('message', (message) => {
      const ready = readySchema.safeParse(message)
      if (ready.success) resolve(ready.data.url)
    })
  })
}
