import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { findBrowser, findShell } from './test/browser.ts'

// npm test: everything, in the order in which a mistake is found soonest. `npm test -- --only unit` runs one step.

const results = mkdtempSync(join(tmpdir(), 'atelier-results-'))
const bin = (name: string) => join('node_modules', '.bin', name)

interface Step {
  name: string
  command: string[]
  env?: () => Record<string, string>
  /** Where the step writes how many tests passed and failed; without, the step is one. */
  report?: { file: string; count: (text: string) => Counts }
}

interface Counts {
  passed: number
  failed: number
}

const vitestReport = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number() })
  .transform(({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }))
const playwrightReport = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) })
  .transform(({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }))

function vitest(name: string, ...projects: string[]): Step {
  const file = join(results, `${name}.json`)
  const flags = projects.flatMap((project) => ['--project', project])
  return {
    name,
    command: [
      bin('vitest'),
      'run',
      ...flags,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    report: { file, count: (text) => vitestReport.parse(JSON.parse(text)) },
  }
}

const e2eReport = join(results, 'e2e.json')

const steps: Step[] = [
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [bin('oxlint')] },
  { name: 'routes', command: [bin('next'), 'typegen'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'unused', command: [bin('knip')] },
  vitest('unit', 'unit'),
  vitest('data', 'data, embedded', 'data on PostgreSQL'),
  { name: 'build', command: [process.execPath, 'scripts/build-pages.ts'] },
  vitest('faults', 'faults on PostgreSQL', 'server'),
  {
    name: 'browser',
    command: [bin('playwright'), 'test'],
    env: () => ({
      CHROMIUM_PATH: findBrowser(),
      CHROMIUM_SHELL_PATH: findShell(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
    }),
    report: { file: e2eReport, count: (text) => playwrightReport.parse(JSON.parse(text)) },
  },
]

async function run(step: Step): Promise<Counts> {
  const startedAt = Date.now()
  const [command = '', ...flags] = step.command
  const env = { ...process.env, ...step.env?.() }
  const code = await new Promise<number>((resolve) => {
    const child = spawn(command, flags, { stdio: 'inherit', env })
    child.on('error', () => resolve(1))
    child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${step.name} (${seconds} s)`)
  const counts = reported(step) ?? { passed: code === 0 ? 1 : 0, failed: 0 }
  // A step that ended badly has failed, whatever it counted.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function reported({ report }: Step): Counts | null {
  if (!report) return null
  try {
    return report.count(readFileSync(report.file, 'utf8'))
  } catch {
    return null
  }
}

const only = process.argv[process.argv.indexOf('--only') + 1]
const chosen = process.argv.includes('--only') ? steps.filter(({ name }) => name === only) : steps
const total: Counts = { passed: 0, failed: 0 }
for (const step of chosen) {
  const { passed, failed } = await run(step)
  total.passed += passed
  total.failed += failed
}
rmSync(results, { recursive: true, force: true })
console.log(`tests: ${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
