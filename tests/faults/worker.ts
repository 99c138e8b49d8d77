import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import type { World } from '../setup/world.ts'
import type { KillPoint } from './kill-points.ts'

/** A worker in a process of its own, which works on the test's database, files and stand-in. */
export async function aWorkerProcess(
  { standin }: World,
  killAt: KillPoint | 'from outside',
  env: Record<string, string> = {},
): Promise<ChildProcess> {
  const child = fork('tests/faults/worker-process.ts', [killAt, standin.baseUrl, standin.apiKey], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}
