import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'

// npm run bench:zip: many pictures, more than 4 GiB together, as one zip: how fast it comes, what it takes of memory,
// and whether another program reads every file of it. Prints JSON.

const count = Number(process.env.IMAGES ?? 10_000)
const poolSize = 4

const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
process.env.DATA_DIR = dataDir
const [{ zipOf }, { storage }, { originalKey }] = await Promise.all([
  import('#lib/files/run.ts'),
  import('#lib/storage/storage.ts'),
  import('#lib/storage/port.ts'),
])

/** Noise, which nothing makes smaller: about 450 kB. */
async function aPicture(): Promise<string> {
  const bytes = await sharp(randomBytes(448 * 336 * 3), { raw: { width: 448, height: 336, channels: 3 } })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await storage().put(originalKey('bench', sha256), bytes)
  return sha256
}

const recipe = {
  version: 1,
  prompt: 'A harbour at dusk, with boats, nets and a lighthouse behind them',
  template: null,
  variables: {},
  model: 'imagen-3.0-generate-002',
  provider: null,
  executedModel: null,
  executedProvider: null,
  parameters: { aspect_ratio: '1:1' },
  extra: {},
  n: 1,
  inputs: 0,
  createdAt: '2026-11-23T01:02:03.000Z',
}

async function* images(pool: readonly string[]) {
  const shared = { teamId: 'bench', mime: 'image/png', recipe, createdAt: new Date(recipe.createdAt) }
  for (let index = 0; index < count; index++) {
    const name = `${String(index + 1).padStart(5, '0')}-a-harbour-at-dusk`
    yield { ...shared, name, sha256: pool[index % poolSize] ?? '', facts: { ...recipe, index } }
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2)

async function measure(pool: readonly string[], files: { as: 'original'; recipe: boolean } | null) {
  const path = join(dataDir, 'bench.zip')
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
  const started = performance.now()
  await pipeline(zipOf(images(pool), { files }), createWriteStream(path))
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  const bytes = Number(execFileSync('stat', ['-c', '%s', path]).toString())
  // Throws where a file is not as its checksum says.
  execFileSync('unzip', ['-tqq', path])
  const listed = execFileSync('unzip', ['-Z1', path], { maxBuffer: 100_000_000 }).toString().trim()
  rmSync(path)
  return {
    files: listed.split('\n').length,
    megabytes: megabytes(bytes),
    isMoreThan4GiB: bytes > 2 ** 32,
    seconds: Math.round(seconds),
    megabytesPerSecond: Math.round(megabytes(bytes) / seconds),
    peakGrowthMegabytes: megabytes(peak - before),
  }
}

try {
  const pool: string[] = []
  for (let index = 0; index < poolSize; index++) pool.push(await aPicture())
  const untouched = await measure(pool, null)
  const withRecipe = await measure(pool, { as: 'original', recipe: true })
  console.log(JSON.stringify({ images: count, untouched, withRecipe }, null, 2))
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
