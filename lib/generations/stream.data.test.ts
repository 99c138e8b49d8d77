import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createGeneration, streamGenerations } from './data.ts'
import type { Generation } from './schema.ts'
import { generationSchema } from './schema.ts'

const world = openWorld()

beforeAll(async () => {
  await world.work()
})

interface Heard {
  generations: Generation[]
  resyncs: number
  isEnded: boolean
  stop(): void
}

/** Reads a stream as a browser does. */
function hear(viewer: Viewer): Heard {
  const gone = new AbortController()
  const heard: Heard = { generations: [], resyncs: 0, isEnded: false, stop: () => gone.abort() }
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
