import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { aDataDir, requestListSchema, SMALL } from './testing.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const readySchema = z.object({ type: z.literal('ready'), url: z.string() })
const AUTHORIZATION = { authorization: 'Bearer lmnfl_standin.secret' }

test('started by hand, it prints one line with its address and its key', async () => {
  const child = spawn(process.execPath, [MAIN, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: unknown = await once(child.stdout, 'data')
  expect(String(said)).toMatch(
    /^Stand-in for Lumenfall at http:\/\/127\.0\.0\.1:\d+\/openai\/v1 \(key lmnfl_standin\.secret\)\n$/,
  )
})

test("with ports for Google's APIs it plays them too, each with a line and a key of its own", async () => {
  const data = aDataDir()
  const flags = ['--port', '0', '--gemini', '0', '--vertex', '0', '--data', data]
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await expect.poll(() => said.split('\n'), { timeout: 10_000 }).toHaveLength(4)
  expect(said).toMatch(/Stand-in for the Gemini API at http:\/\/127\.0\.0\.1:\d+ \(key AIza\w+\)\n/)
  const file =
    /Vertex AI at http:\S+, with tokens from http:\S+\/token \(key in (\S+)\)/.exec(said)?.[1] ?? ''
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ type: 'service_account' })
})

test('forked, it says when it is ready and ends when its parent lets go', async () => {
  const { child, url } = await start([])
  expect((await fetch(`${url}/v1/balance`, { headers: AUTHORIZATION })).status).toBe(200)
  child.disconnect()
  await once(child, 'exit')
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it at once, even in the middle of a call',
  async (signal) => {
    const { child, url } = await start(['--latency', '60000'])
    const call = generate(url).catch((error: unknown) => error)
    await expect.poll(() => statuses(url)).toEqual(['processing'])
    const before = performance.now()
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(performance.now() - before).toBeLessThan(2000)
    expect(await call).toBeInstanceOf(TypeError)
  },
)

test('killed in the middle of calls, it leaves a truthful bill', async () => {
  const data = aDataDir()
  const first = await start(['--data', data])
  await generate(first.url)
  const lost = [generate(first.url, 'x [[hang]]'), generate(first.url, 'x [[hang-after-billing]]')].map(
    (call) => call.catch((error: unknown) => error),
  )
  const sorted = async () => (await statuses(first.url)).toSorted()
  await expect.poll(sorted).toEqual(['completed', 'completed', 'processing'])
  first.child.kill('SIGKILL')
  await Promise.all(lost)
  const second = await start(['--data', data])
  expect((await statuses(second.url)).toSorted()).toEqual(['cancelled', 'completed', 'completed'])
  const bill: unknown = await (await fetch(`${second.url}/standin/bill`)).json()
  expect(bill).toMatchObject({ totalMicros: 6000, images: 2 })
})

test('it does not outlive a parent that was killed', async () => {
  const code = `
    const child = require('node:child_process').fork(${JSON.stringify(MAIN)}, ['--port', '0'])
    child.on('message', (message) => console.log(JSON.stringify(message)))`
  const parent = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const { url } = await firstReadyLine(parent)
  expect((await fetch(`${url}/nothing`)).status).toBe(404)
  parent.kill('SIGKILL')
  await expect.poll(() => isUp(url), { timeout: 10_000 }).toBe(false)
})

test('a taken port and a senseless option are said on one line, with a failing exit code', async () => {
  const { url } = await start([])
  for (const options of [
    ['--port', new URL(url).port],
    ['--port', 'many'],
    ['--port', '0', '--vertex', '0'],
  ]) {
    const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(said.trim().split('\n')).toHaveLength(1)
  }
})

async function start(options: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(MAIN, ['--port', '0', ...options], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const message: unknown = await once(child, 'message')
  return { child, url: z.tuple([readySchema]).rest(z.unknown()).parse(message)[0].url }
}

async function firstReadyLine(parent: ReturnType<typeof spawn>): Promise<z.infer<typeof readySchema>> {
  let text = ''
  parent.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  // The child's own line about its address comes through the same pipe.
  await expect.poll(() => /^\{.*\}$/m.test(text), { timeout: 10_000 }).toBe(true)
  return readySchema.parse(JSON.parse(text.match(/^\{.*\}$/m)?.[0] ?? ''))
}

async function generate(url: string, prompt = 'x'): Promise<Response> {
  const headers = { ...AUTHORIZATION, 'content-type': 'application/json' }
  const body = JSON.stringify({ ...SMALL, prompt })
  return fetch(`${url}/openai/v1/images/generations`, { method: 'POST', headers, body })
}

async function statuses(url: string): Promise<string[]> {
  const response = await fetch(`${url}/v1/requests`, { headers: AUTHORIZATION })
  return requestListSchema.parse(await response.json()).data.map(({ status }) => status)
}

async function isUp(url: string): Promise<boolean> {
  try {
    await fetch(url)
    return true
  } catch {
    return false
  }
}
