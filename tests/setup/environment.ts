import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { copyDatabase } from './databases.ts'

// Runs before a test file's own imports: lib/env.ts reads the environment when it is loaded.
const dataDir = mkdtempSync(join(tmpdir(), 'atelier-test-'))
process.env.DATA_DIR = dataDir
process.env.LOG_LEVEL ??= 'silent'
const { url } = await copyDatabase(inject('database'), dataDir)
if (url !== undefined) process.env.DATABASE_URL = url

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
