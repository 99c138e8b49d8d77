import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import '#lib/jobs/on-the-server.ts'

// Runs before every script: the variables of .env, the Prisma client if the schema changed, and what lets the worker
// load the rules that the pages go by.

if (existsSync('.env')) process.loadEnvFile('.env')
process.env.NEXT_TELEMETRY_DISABLED = '1'

const generated = 'lib/db/generated'
const stamp = `${generated}/.stamp`
const wanted = createHash('sha256')
  .update(readFileSync('prisma/schema.prisma'))
  .update(readFileSync('node_modules/prisma/package.json'))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Generating needs no engine, but would download one: an existing file keeps it from trying.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  })
  writeFileSync(stamp, wanted)
}
