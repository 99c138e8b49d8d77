import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import {
  createGeneration,
  removeGeneration,
  restoreGeneration,
  setVisibility,
  streamGenerations,
} from './data.ts'
import type { Generation } from './schema.ts'
import { generationSchema, goneSchema } from './schema.ts'

const world = openWorld()

beforeAll(async () => {
  await world.work()
})

interface Heard {
  generations: Generation[]
  /** The ids of what is gone. */
  gone: string[]
  resyncs: number
  isEnded: boolean
  stop(): void
}

/** Reads a stream as a browser does. */
function hear(viewer: Viewer): Heard {
  const gone = new AbortController()
  const heard: Heard = { generations: [], gone: [], resyncs: 0, isEnded: false, stop: () => gone.abort() }
  const read = async () => {
    let text = ''
    for await (const chunk of streamGenerations(viewer, gone.signal)) {
      text += Buffer.from(chunk).toString()
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        if (event.includes('event: resync')) heard.resyncs++
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (event.includes('event: generation') && data)
          heard.generations.push(generationSchema.parse(JSON.parse(data)))
        if (event.includes('event: gone') && data) heard.gone.push(goneSchema.parse(JSON.parse(data)).id)
      }
    }
    heard.isEnded = true
  }
  void read()
  return heard
}

test('a generation is heard from its queue to its pictures', async () => {
  const viewer = await aViewer()
  const heard = hear(viewer)
  await eventually(() => heard.resyncs === 1)
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt: 'Heard [[slow:200]]' }))
  const done = await eventually(() => heard.generations.find(({ status }) => status === 'succeeded'))
  expect(done).toMatchObject({ id, costMicros: 30_000 })
  expect(done.images).toHaveLength(1)
  expect(heard.generations.map(({ status }) => status)).toContain('running')
  heard.stop()
  await eventually(() => heard.isEnded)
})

test("nothing of another team is heard, nor what is a colleague's own", async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const stranger = await aViewer()
  const [own, theirs, foreign] = [hear(author), hear(colleague), hear(stranger)]
  await createGeneration(author, aGenerationInput({ visibility: 'private' }))
  const { id } = await createGeneration(author, aGenerationInput())
  await eventually(() =>
    theirs.generations.some((generation) => generation.id === id && generation.status === 'succeeded'),
  )
  await eventually(() => own.generations.filter(({ status }) => status === 'succeeded').length >= 2)
  expect(new Set(theirs.generations.map((generation) => generation.id))).toEqual(new Set([id]))
  expect(foreign.generations).toEqual([])
  for (const heard of [own, theirs, foreign]) heard.stop()
})

test('what is deleted is gone for all, and comes back for all', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const stranger = await aViewer()
  const { id } = await aFinishedGeneration(author)
  const [own, theirs, foreign] = [hear(author), hear(colleague), hear(stranger)]
  await eventually(() => [own, theirs, foreign].every((heard) => heard.resyncs === 1))
  await removeGeneration(author, id)
  for (const heard of [own, theirs]) await eventually(() => heard.gone.includes(id))
  await restoreGeneration(author, id)
  for (const heard of [own, theirs])
    await eventually(() => heard.generations.some((generation) => generation.id === id))
  expect(foreign).toMatchObject({ gone: [], generations: [] })
  for (const heard of [own, theirs, foreign]) heard.stop()
})

test('what becomes private is gone for colleagues, who hear no more of it', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const admin = await aViewer({ team, role: 'admin' })
  const { id } = await aFinishedGeneration(author)
  const [own, theirs, admins] = [hear(author), hear(colleague), hear(admin)]
  await eventually(() => [own, theirs, admins].every((heard) => heard.resyncs === 1))
  await setVisibility(author, id, 'private')
  await eventually(() => theirs.gone.includes(id))
  for (const heard of [own, admins])
    await eventually(() => heard.generations.some(({ visibility }) => visibility === 'private'))
  await removeGeneration(author, id)
  for (const heard of [own, admins]) await eventually(() => heard.gone.includes(id))
  await restoreGeneration(author, id)
  await eventually(() => own.generations.length === 2)
  expect(theirs).toMatchObject({ gone: [id], generations: [] })
  await setVisibility(author, id, 'team')
  await eventually(() => theirs.generations.some((generation) => generation.id === id))
  for (const heard of [own, theirs, admins]) heard.stop()
})

test('the stream ends within seconds of its session', async () => {
  const viewer = await aViewer()
  const heard = hear(viewer)
  await eventually(() => heard.resyncs === 1)
  await db.session.update({ where: { id: viewer.sessionId }, data: { revokedAt: new Date() } })
  await eventually(async () => {
    const colleague = await aViewer({ team: { id: viewer.teamId, slug: viewer.teamSlug } })
    await createGeneration(colleague, aGenerationInput())
    await new Promise((resolve) => setTimeout(resolve, 300))
    return heard.isEnded
  })
})
