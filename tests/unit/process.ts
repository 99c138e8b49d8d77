import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

interface Options {
  env?: Record<string, string>
  /** Largest file that it may write, in blocks of 1024 bytes: a disk that is full. */
  fileBlocks?: number
}

/** A second process of ours that runs these lines with the product's modules at hand; gone with the test at the latest. */
export function aProcess(lines: string, { env = {}, fileBlocks }: Options = {}): ChildProcess {
  const node = [process.execPath, '--input-type=module-typescript', '--no-warnings', '--eval', lines]
  const [command = '', ...args] =
    fileBlocks === undefined ? node : ['bash', '-c', `ulimit -f ${fileBlocks} && exec "$0" "$@"`, ...node]
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** What a process says until it ends. */
export async function outputOf(child: ChildProcess): Promise<{ stdout: string; stderr: string }> {
  const read = (stream: ChildProcess['stdout']) => (stream ? text(stream) : '')
  const [stdout, stderr] = await Promise.all([read(child.stdout), read(child.stderr)])
  return { stdout, stderr }
}

/** Waits until a process has said something like this, and returns what it said. */
export function said(child: ChildProcess, words: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    child.stdout?.on('data', (chunk) => {
      heard += String(chunk)
      if (words.test(heard)) resolve(heard)
    })
    child.once('close', () => reject(new Error(`The process ended, and had only said "${heard}".`)))
  })
}
