import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { findBrowser, findShell } from './test/browser.ts'

// npm test: everything, in the order in which a mistake is found soonest. `npm test -- --only unit` runs one step.

const results = mkdtempSync(join(tmpdir(), 'atelier-results-'))
const bin = (name: string) => join('node_modules', '.bin', name)

interface Step {
  name: string
  command: string[]
  env?: () => Record<string, string>
  /** Where the step writes how its tests ended; without, the step is one. */
  report?: Report
}

interface Report {
  file: string
  read: (text: string) => Ended
}

interface Ended {
  passed: number
  /** The names of those that failed. */
  failed: string[]
  /** The names of those that passed when they were run again. */
  flaky: string[]
}

const vitestReport = z
  .object({
    numPassedTests: z.number(),
    testResults: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
      }),
    ),
  })
  .transform(({ numPassedTests, testResults }): Ended => {
    const failed = testResults
      .filter(({ status }) => status === 'failed')
      .flatMap(({ name, assertionResults }) => {
        const tests = assertionResults.filter(({ status }) => status === 'failed')
        const file = relative('.', name)
        // A file that failed as a whole names no test.
        return tests.length > 0 ? tests.map(({ fullName }) => `${file}: ${fullName}`) : [file]
      })
    return { passed: numPassedTests, failed, flaky: [] }
  })

const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ status: z.string() })),
})
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional()
  },
})
const specsOf = ({ specs, suites = [] }: z.infer<typeof suite>): z.infer<typeof spec>[] => [
  ...specs,
  ...suites.flatMap(specsOf),
]
const playwrightReport = z.object({ suites: z.array(suite) }).transform(({ suites }): Ended => {
  const ends = suites
    .flatMap(specsOf)
    .flatMap(({ title, file, tests }) => tests.map(({ status }) => ({ status, name: `${file}: ${title}` })))
  const named = (wanted: string) => ends.filter(({ status }) => status === wanted).map(({ name }) => name)
  return { passed: named('expected').length, failed: named('unexpected'), flaky: named('flaky') }
})

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
    report: { file, read: (text) => vitestReport.parse(JSON.parse(text)) },
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
    report: { file: e2eReport, read: (text) => playwrightReport.parse(JSON.parse(text)) },
  },
]

async function run(step: Step): Promise<Ended> {
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
  const ended = reported(step) ?? { passed: code === 0 ? 1 : 0, failed: [], flaky: [] }
  // A step that ended badly has failed, whatever it counted.
  return code !== 0 && ended.failed.length === 0 ? { ...ended, failed: ['the step itself'] } : ended
}

function reported({ report }: Step): Ended | null {
  if (!report) return null
  try {
    return report.read(readFileSync(report.file, 'utf8'))
  } catch {
    return null
  }
}

const only = process.argv[process.argv.indexOf('--only') + 1]
const chosen = process.argv.includes('--only') ? steps.filter(({ name }) => name === only) : steps
const total = { passed: 0, failed: 0 }
const remarks: string[] = []
for (const step of chosen) {
  const { passed, failed, flaky } = await run(step)
  total.passed += passed + flaky.length
  total.failed += failed.length
  remarks.push(...failed.map((name) => `✗ ${step.name}: ${name}`))
  remarks.push(...flaky.map((name) => `! ${step.name}, at the second try: ${name}`))
}
rmSync(results, { recursive: true, force: true })
// Last, where one looks for it: what failed may have scrolled away an hour ago.
for (const remark of remarks) console.log(remark)
console.log(`tests: ${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
