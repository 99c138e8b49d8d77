import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma']
const files = [
  'next.config.ts',
  'instrumentation-client.ts',
  'tsconfig.json',
  'package-lock.json',
  'postcss.config.mjs',
]
const stamp = '.next/sources'

function* filesOf(path: string): Generator<string> {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) yield path
  else for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name))
}

function fingerprint(): string {
  const hash = createHash('sha256')
    .update(process.version)
    .update(process.env.SOURCE_MAPS ?? '')
  for (const path of [...sources, ...files].flatMap((source) => [...filesOf(source)])) {
    if (!path.includes('.test.')) hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/** Builds the pages if a source changed since the last build. Throws when the build fails. */
export function buildIfNeeded(): void {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Building …')
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0)
    throw Object.assign(new Error('The build failed; what is wrong stands above.'), { name: 'BuildError' })
  writeFileSync(stamp, wanted)
}
