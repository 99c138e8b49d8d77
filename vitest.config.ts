import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const emptyModule = fileURLToPath(new URL('tests/setup/empty.ts', import.meta.url))

/** `*.test.ts` needs nothing but itself; `*.data.test.ts` needs a database, and runs on both kinds. */
const data = {
  include: ['lib/**/*.data.test.ts', 'tests/data/**/*.test.ts'],
  globalSetup: ['tests/setup/databases.ts'],
  setupFiles: ['tests/setup/environment.ts'],
  maxWorkers: 2,
}

export default defineConfig({
  resolve: { alias: { 'server-only': emptyModule } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,scripts,standin}/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          exclude: ['**/*.data.test.ts'],
        },
      },
      { extends: true, test: { name: 'data, embedded', ...data } },
      { extends: true, test: { name: 'data on PostgreSQL', ...data } },
      // Needs the built pages.
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/{server,strangers,conformance}/**/*.test.ts'],
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: { name: 'faults on PostgreSQL', ...data, include: ['tests/faults/**/*.test.ts'] },
      },
    ],
  },
})
