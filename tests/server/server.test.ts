import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startStandin } from '#standin/server.ts'
import type { ServerProcess } from '../setup/server-process.ts'
import { startServer } from '../setup/server-process.ts'

const run = promisify(execFile)
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function aDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-server-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function aServer(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer({ DATA_DIR: aDataDir(), LOG_LEVEL: 'warn', ...env })
  onTestFinished(() => server.kill('SIGKILL'))
  return server
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.split('\n').map(Number).filter(Boolean)
}

async function until(condition: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await condition()); await wait(50)) {
    if (Date.now() > end) throw new Error(`It did not happen within ${withinMs} ms.`)
  }
}

describe('the folder of the embedded database', () => {
  test('a second server on the same folder gets a sentence and ends; the first goes on unharmed', async () => {
    const dataDir = aDataDir()
    const first = await aServer({ DATA_DIR: dataDir })
    await expect(startServer({ DATA_DIR: dataDir })).rejects.toThrow(
      `Another Atelier is using ${dataDir}. Stop it, or start this one with another DATA_DIR (or a DATABASE_URL).`,
    )
    expect((await fetch(`${first.url}/api/ready`)).status).toBe(200)
    await first.kill('SIGTERM')
    const pglite = await PGlite.create(join(dataDir, 'db'))
    expect((await pglite.query('SELECT count(*)::int AS users FROM "User"')).rows).toEqual([{ users: 0 }])
    await pglite.close()
  })

  test('after SIGKILL the next start needs no help', async () => {
    const dataDir = aDataDir()
    for (let round = 0; round < 3; round++) {
      const server = await aServer({ DATA_DIR: dataDir })
      expect((await fetch(`${server.url}/api/ready`)).status).toBe(200)
      await server.kill('SIGKILL')
    }
  })

  test('a snapshot is taken at each start, listed, and restored by one command', async () => {
    const dataDir = aDataDir()
    const first = await aServer({ DATA_DIR: dataDir })
    await first.kill('SIGTERM')
    const pglite = await PGlite.create(join(dataDir, 'db'))
    await pglite.exec(
      `INSERT INTO "Team" ("id", "slug", "name") VALUES (gen_random_uuid(), 'before', 'Before')`,
    )
    await pglite.close()
    const second = await aServer({ DATA_DIR: dataDir })
    const env = { ...process.env, DATA_DIR: dataDir }
    const restore = (...flags: string[]) =>
      run(process.execPath, ['scripts/run.mjs', 'restore', ...flags], { env })
    const name = (await restore()).stdout.trim()
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT/)
    await expect(restore(name)).rejects.toMatchObject({ stderr: expect.stringContaining('Stop it first') })
    await second.kill('SIGTERM')
    const changed = await PGlite.create(join(dataDir, 'db'))
    await changed.exec(`DELETE FROM "Team"`)
    await changed.close()
    await expect(restore('1999-01-01T00-00-00.000Z')).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no snapshot'),
    })
    await restore(name)
    const restored = await PGlite.create(join(dataDir, 'db'))
    expect((await restored.query('SELECT "slug" FROM "Team"')).rows).toEqual([{ slug: 'before' }])
    await restored.close()
    expect(readdirSync(dataDir).some((entry) => entry.startsWith('db.before-'))).toBe(true)
  })
})

describe('the environment', () => {
  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ LUMENFALL_BASE_URL: 'https://api.lumenfall.ai/v1', LUMENFALL_API_KEY: 'k' }, 'LUMENFALL_BASE_URL'],
    [{ DATABASE_URL: 'mysql://root:hunter2@localhost/x' }, 'DATABASE_URL'],
    [{ GENERATION_CONCURRENCY: '0' }, 'GENERATION_CONCURRENCY'],
  ])(
    'a wrong value %o stops the start with a sentence that names it, and keeps it to itself',
    async (env, name) => {
      const failure = await startServer({ DATA_DIR: aDataDir(), ...env }).then(
        () => '',
        (error: unknown) => String(error),
      )
      expect(failure).toContain('The environment is not usable.')
      expect(failure).toContain(name)
      expect(failure).not.toContain('hunter2')
      expect(failure).not.toContain('    at ')
    },
  )
})

describe('stopping', () => {
  test('npm start passes SIGTERM on, ends with its exit code, and leaves nothing behind', async () => {
    const child = spawn('npm', ['start'], {
      env: { ...process.env, DATA_DIR: aDataDir(), PORT: '0', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    onTestFinished(() => {
      if (child.pid && isAlive(child.pid)) process.kill(-child.pid, 'SIGKILL')
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await until(() => output.includes('Atelier is ready'), 20_000)
    const [server = 0] = await childrenOf(child.pid ?? 0)
    const standins = await childrenOf(server)
    expect(standins).toHaveLength(1)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    await until(() => [server, ...standins].every((pid) => !isAlive(pid)))
  })

  test('the stand-in ends with a server that is killed', async () => {
    const server = await aServer()
    const standins = await childrenOf(server.child.pid ?? 0)
    expect(standins).toHaveLength(1)
    await server.kill('SIGKILL')
    await until(() => standins.every((pid) => !isAlive(pid)))
  })

  test('a stand-in that dies alone is started again', async () => {
    const server = await aServer()
    const [first = 0] = await childrenOf(server.child.pid ?? 0)
    process.kill(first, 'SIGKILL')
    await until(async () => {
      const [next] = await childrenOf(server.child.pid ?? 0)
      return next !== undefined && next !== first
    })
    expect((await fetch(`${server.url}/api/ready`)).status).toBe(200)
  })
})

describe('the edge', () => {
  test('a WebSocket is refused', async () => {
    const server = await aServer()
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      'GET /_next/webpack-hmr HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    await once(socket, 'close')
    expect(answer).not.toContain('101')
  })

  test('each answer has an id of its own, which the client cannot choose, and no word of what serves it', async () => {
    const server = await aServer()
    const headers = { 'x-request-id': 'mine' }
    const [one, other] = await Promise.all([
      fetch(`${server.url}/api/ready`, { headers }),
      fetch(`${server.url}/sign-in`, { headers }),
    ])
    expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(other.headers.get('x-request-id')).not.toBe(one.headers.get('x-request-id'))
    expect(one.headers.get('x-powered-by')).toBeNull()
  })

  test('signed out, every page leads to the sign-in and every route of a team says so', async () => {
    const standin = await startStandin()
    onTestFinished(() => standin.close())
    const server = await aServer({ LUMENFALL_BASE_URL: standin.baseUrl, LUMENFALL_API_KEY: standin.apiKey })
    const page = await fetch(`${server.url}/t/northwind-studio/playground`, { redirect: 'manual' })
    expect(page.status).toBe(307)
    expect(page.headers.get('location')).toBe('/sign-in')
    const id = '01a20476-92f0-732d-b91a-3aecee2ec84c'
    for (const path of ['feed', 'events', 'models/imagen-3.0-generate-002', `images/${id}/original`]) {
      const answer = await fetch(`${server.url}/api/t/northwind-studio/${path}`)
      expect(answer.status, path).toBe(401)
      expect(await answer.json()).toMatchObject({ error: { code: 'signed_out' } })
    }
    const estimate = await fetch(`${server.url}/api/t/northwind-studio/estimates`, {
      method: 'POST',
      headers: { origin: server.url },
      body: '{}',
    })
    expect(estimate.status).toBe(401)
    expect(standin.control.calls()).toEqual([])
  })
})
