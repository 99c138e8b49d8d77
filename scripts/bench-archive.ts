import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { v7 as uuid } from 'uuid'

// npm run bench:archive: a team of many pictures is exported, imported and removed: how long each takes, and how much
// the process grows by it. Prints JSON.

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

const modelId = 'imagen-3.0-generate-002'

async function aPicture(teamId: string, authorId: string, index: number): Promise<void> {
  const bytes = randomBytes(bytesEach)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await storage().put(originalKey(teamId, sha256), bytes)
  const [generationId, attemptId, fileId] = [uuid(), uuid(), uuid()]
  const common = { teamId, authorId, modelId, visibility: 'team', environment: 'standin' } as const
  const at = new Date()
  await db.generation.create({
    data: {
      ...common,
      id: generationId,
      actor: `u:${authorId}`,
      requestKey: generationId,
      bodyHash: '',
      source: 'playground',
      mode: 'text-to-image',
      prompt: `A harbour at dusk, with boats, nets and a lighthouse behind them, number ${index}`,
      parameters: {},
      n: 1,
      recipeHash: '',
      status: 'succeeded',
      periodStart: at,
      finishedAt: at,
    },
  })
  const attempt = {
    id: attemptId,
    teamId,
    generationId,
    number: 1,
    upstream: 'lumenfall',
    state: 'succeeded',
  } as const
  await db.attempt.create({
    data: {
      ...attempt,
      traceId: attemptId.replaceAll('-', ''),
      leaseOwner: '',
      leaseUntil: at,
      finishedAt: at,
    },
  })
  const file = { id: fileId, teamId, sha256, bytes: bytesEach, mime: 'image/png', state: 'stored' } as const
  await db.file.create({ data: file })
  const image = {
    ...common,
    id: uuid(),
    generationId,
    attemptId,
    fileId,
    position: 0,
    width: 512,
    height: 512,
  }
  await db.image.create({ data: image })
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
  for (let index = 0; index < count; index++) await aPicture(viewer.teamId, viewer.userId, index)
  const path = join(dataDir, 'bench.tar')
  const exported = await measured(async () => {
    const { stream } = await exportTeam(viewer)
    await pipeline(stream, createWriteStream(path))
  })
  const imported = await measured(() => importTeam(storage(), createReadStream(path), null))
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
