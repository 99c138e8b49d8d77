import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { expect, onTestFinished, test } from 'vitest'
import { bulkChangeListSchema } from '#lib/bulk/schema.ts'
import { outlineSchema } from '#lib/images/schema.ts'
import { HttpClient } from '../setup/http-client.ts'
import { seedImages } from '../setup/many-images.ts'
import { startServer } from '../setup/server-process.ts'
import { eventually } from '../setup/world.ts'

/** More, to see how long a change of very many takes. */
const images = Number(process.env['BULK_IMAGES'] ?? 4_000)
const team = 'northwind-studio'
const person = { email: 'ada@example.test', password: 'correct horse battery' }

/** A server over a folder, which is killed and started again on the same data. */
async function aServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bulk-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
  let server = await startServer(env)
  onTestFinished(() => server.kill('SIGKILL'))
  const { port } = new URL(server.url)
  const client = new HttpClient(server.url)
  const names = { name: 'Ada', teamName: 'Northwind Studio', timeZone: 'UTC' }
  await client.act('auth.createStudio', [{ ...person, ...names }])
  const restart = async (signal: NodeJS.Signals, between?: (dataDir: string) => Promise<void>) => {
    await server.kill(signal)
    await between?.(dataDir)
    server = await startServer({ ...env, PORT: port })
  }
  return { client, restart }
}

test('a change of thousands whose server is killed on the way ends whole, and so does taking it back', async () => {
  const { client, restart } = await aServer()
  await restart('SIGTERM', (dataDir) => seedImages(dataDir, images, { minutesApart: 1 }))
  const changeOf = async (id: string) => {
    const { text } = await client.ask(`/api/t/${team}/changes`)
    return bulkChangeListSchema.parse(JSON.parse(text)).changes.find((change) => change.id === id)
  }
  const shown = async () => {
    const { text } = await client.ask(`/api/t/${team}/gallery/outline?scope=team&search=tag:boat`)
    return outlineSchema.parse(JSON.parse(text)).shapes.length
  }
  const killOnTheWay = async (id: string) => {
    const { done } = await eventually(async () => {
      const change = await changeOf(id)
      return change !== undefined && change.done > 0 && change
    })
    expect(done).toBeLessThan(images)
    await restart('SIGKILL')
  }
  const isOver = (id: string) =>
    eventually(async () => {
      const change = await changeOf(id)
      return change?.state !== 'running' && change
    }, 300_000)

  const id = uuid()
  const selection = { filter: { scope: 'team', album: null, search: '' }, except: [], upTo: null }
  const startedAt = Date.now()
  await client.act('bulk.changeImages', [{ team, id, selection, change: { kind: 'tag', tags: ['boat'] } }])
  await killOnTheWay(id)
  expect(await isOver(id)).toMatchObject({ state: 'done', total: images, done: images, changed: images })
  expect(await shown()).toBe(Math.min(images, 10_000))
  process.stderr.write(`${images} images tagged, with one kill: ${Date.now() - startedAt} ms\n`)

  await client.act('bulk.undoChange', [{ team, id }])
  await eventually(async () => (await shown()) < images)
  await restart('SIGKILL')
  await eventually(async () => (await changeOf(id))?.state === 'undone' && (await shown()) === 0, 300_000)
}, 700_000)
