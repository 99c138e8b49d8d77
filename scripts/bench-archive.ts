import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { v7 as uuid } from 'uuid'

// npm run bench:archive: a team of many pictures is exported, imported and removed: how long each takes, and how much
// the process grows by it. Ends with an error where what was imported is not what was exported. Prints JSON.

const count = Number(process.env.IMAGES ?? 2_000)
const bytesEach = 250_000

const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
process.env.DATA_DIR = dataDir
process.env.LOG_LEVEL = 'silent'
const [
  { openDatabase },
  { db, installDatabase },
  { startJobs },
  { createQueues },
  { storage },
  { originalKey },
  { viewerOf },
  { exportTeam },
  { importTeam, removeTeam },
  { countSound, putInOrder, wholeOf },
] = await Promise.all([
  import('#lib/db/open.ts'),
  import('#lib/db/client.ts'),
  import('#lib/jobs/boss.ts'),
  import('#lib/jobs/queues.ts'),
  import('#lib/storage/storage.ts'),
  import('#lib/storage/port.ts'),
  import('#lib/auth/proof.ts'),
  import('#lib/archive/data.ts'),
  import('#lib/archive/run.ts'),
  import('./bench/whole-team.ts'),
])

async function aTeam() {
  const [teamId, userId, sessionId] = [uuid(), uuid(), uuid()]
  const email = 'ada@example.test'
  await db.team.create({ data: { id: teamId, slug: 'bench', name: 'Bench' } })
  await db.user.create({ data: { id: userId, email, name: 'Ada', passwordHash: 'a way in' } })
  await db.membership.create({ data: { id: uuid(), teamId, userId, role: 'owner' } })
  const expiresAt = new Date(Date.now() + 3_600_000)
  await db.session.create({ data: { id: sessionId, userId, userAgent: '', address: '', expiresAt } })
  const viewer = await viewerOf(sessionId, 'bench')
  if (!viewer) throw new Error('The session just made opens nothing.')
  return viewer
}

const stored = { mime: 'image/png', state: 'stored' } as const
const settings = {
  bodyHash: '',
  source: 'playground',
  mode: 'text-to-image',
  parameters: {},
  n: 1,
  recipeHash: '',
  status: 'succeeded',
} as const
const size = { width: 512, height: 512 }
const modelId = 'imagen-3.0-generate-002'

/** A hundred files of noise. */
const aHundredFiles = (teamId: string) =>
  Promise.all(
    Array.from({ length: 100 }, async () => {
      const bytes = randomBytes(bytesEach)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await storage().put(originalKey(teamId, sha256), bytes)
      return { sha256, generationId: uuid(), attemptId: uuid(), fileId: uuid() }
    }),
  )

/** A picture for each, with all that belongs to it. */
async function aHundred(teamId: string, authorId: string): Promise<void> {
  const common = { teamId, authorId, modelId, visibility: 'team', environment: 'standin' } as const
  const at = new Date()
  const pictures = await aHundredFiles(teamId)
  const asked = {
    actor: `u:${authorId}`,
    prompt: 'A harbour at dusk, with boats, nets and a lighthouse behind them',
    periodStart: at,
    finishedAt: at,
  }
  await db.generation.createMany({
    data: pictures.map(({ generationId, sha256 }) => ({
      ...common,
      ...asked,
      ...settings,
      parameters: { seed: sha256.slice(0, 8) },
      id: generationId,
      requestKey: generationId,
    })),
  })
  const ended = {
    number: 1,
    upstream: 'lumenfall',
    state: 'succeeded',
    leaseOwner: '',
    leaseUntil: at,
  } as const
  await db.attempt.createMany({
    data: pictures.map(({ generationId, attemptId: id }) => ({
      id,
      teamId,
      generationId,
      traceId: id.replaceAll('-', ''),
      ...ended,
    })),
  })
  await db.file.createMany({
    data: pictures.map(({ fileId: id, sha256 }) => ({
      id,
      teamId,
      sha256,
      bytes: bytesEach,
      ...stored,
    })),
  })
  await db.image.createMany({
    data: pictures.map(({ generationId, attemptId, fileId }) => ({
      ...common,
      id: uuid(),
      generationId,
      attemptId,
      fileId,
      position: 0,
      ...size,
    })),
  })
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2)

async function measured<T>(work: () => Promise<T>) {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
  const started = performance.now()
  const result = await work()
  const seconds = Math.round((performance.now() - started) / 100) / 10
  clearInterval(watch)
  return { result, figures: { seconds, peakGrowthMegabytes: megabytes(peak - before) } }
}

const database = await openDatabase()
installDatabase(database)
const stopJobs = await startJobs()
try {
  await createQueues()
  const viewer = await aTeam()
  for (let made = 0; made < count; made += 100) await aHundred(viewer.teamId, viewer.userId)
  await putInOrder(viewer.teamId, viewer.userId)
  const path = join(dataDir, 'bench.tar')
  const exported = await measured(async () => {
    const { stream } = await exportTeam(viewer)
    await pipeline(stream, createWriteStream(path))
  })
  const imported = await measured(() => importTeam(storage(), createReadStream(path), null))
  const { id: copy } = await db.team.findUniqueOrThrow({ where: { slug: imported.result.slug } })
  const before = await wholeOf(viewer.teamId)
  strictEqual(before.length, count)
  deepStrictEqual(await wholeOf(copy), before)
  strictEqual(await countSound(copy), count)
  await db.team.update({ where: { id: viewer.teamId }, data: { removeAt: new Date(0) } })
  const removed = await measured(() => removeTeam(storage(), viewer.teamId))
  console.log(
    JSON.stringify(
      {
        images: count,
        archiveMegabytes: megabytes(statSync(path).size),
        export: exported.figures,
        import: imported.figures,
        importedImages: imported.result.rows.Image,
        isEqual: true,
        remove: removed.figures,
      },
      null,
      2,
    ),
  )
} finally {
  await stopJobs()
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit()
