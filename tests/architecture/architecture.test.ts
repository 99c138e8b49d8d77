import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Source } from './sources.ts'
import { isTest, readSources, textOf, walk } from './sources.ts'

const sources = readSources()
const product = sources.filter((source) => !isTest(source))
const within = (folder: string) => product.filter(({ path }) => path.startsWith(`${folder}/`))
const paths = (list: Source[]) => list.map(({ path }) => path)

/** Parts that touch the outside world, and have files of their own kind. */
const outside = ['auth', 'db', 'jobs', 'mail', 'storage', 'upstream', 'realtime']
const domainFile = /^lib\/([a-z-]+)\/(schema|policy|data|run|actions|queries)(\/[a-z-]+)?\.ts$/
const nextFile =
  /\/(page|layout|route|error|not-found|loading|template|default|global-error|manifest|robots)\.tsx?$/

test('app/ holds only the files that Next.js knows by name', () => {
  expect(paths(within('app').filter(({ path }) => !nextFile.test(path)))).toEqual([])
})

test('a domain is a folder with a closed list of files', () => {
  const inDomains = within('lib').filter(({ path }) => /^lib\/[^/]+\//.test(path))
  const others = inDomains.filter(
    ({ path }) => !outside.includes(path.split('/')[1] ?? '') && !domainFile.test(path),
  )
  expect(paths(others)).toEqual([])
})

test("'use server' stands only in the actions of a domain", () => {
  const serving = product.filter(({ text }) => /^\s*['"]use server['"]/m.test(text))
  expect(paths(serving.filter(({ path }) => !/^lib\/[a-z-]+\/actions\.ts$/.test(path)))).toEqual([])
})

test('every action is made by an action client', () => {
  for (const source of product.filter(({ path }) => path.endsWith('/actions.ts'))) {
    walk(source.program, (node) => {
      if (node.type !== 'ExportNamedDeclaration') return
      expect(textOf(source, node), source.path).toMatch(/^export const \w+ = (team|person|public)Action\b/)
    })
  }
})

const dataFiles = product.filter(({ path }) => /^lib\/[a-z-]+\/data(\/[a-z-]+)?\.ts$/.test(path))

test('every data file begins by keeping itself out of the browser', () => {
  expect(paths(dataFiles.filter(({ text }) => !text.startsWith("import 'server-only'\n")))).toEqual([])
})

test('every exported function of a data file takes its proof first', () => {
  for (const source of dataFiles) {
    walk(source.program, (node, parents) => {
      if (node.type !== 'FunctionDeclaration' || parents.at(-1)?.type !== 'ExportNamedDeclaration') return
      const signature = textOf(source, node).split('\n').slice(0, 3).join(' ')
      expect(signature, source.path).toMatch(/\(\s*_?\w+: (Viewer|Person|Visitor|Caller)\b/)
    })
  }
})

const importers = (target: RegExp) =>
  product.filter(({ imports }) => imports.some((name) => target.test(name)))

test('only those who may do so talk to the upstream', () => {
  const allowed =
    /^(lib\/(upstream|generations\/run|models\/data|improvements\/data|credentials\/(data|run)|runtime)|scripts\/)/
  expect(
    paths(
      importers(/^#lib\/upstream\/(upstream|transport|lumenfall|google\/(?!schema))/).filter(
        ({ path }) => !allowed.test(path),
      ),
    ),
  ).toEqual([])
})

test('only data, workers and the making of proofs talk to the database', () => {
  const allowed = /^lib\/(db|jobs|realtime|auth|health|runtime|[a-z-]+\/(data|run))/
  const direct = importers(/^#lib\/db\/(client|sql)/)
  expect(paths(direct.filter(({ path }) => !allowed.test(path) && !path.startsWith('scripts/')))).toEqual([])
})

test('an effect stands inside a hook with a name', () => {
  for (const source of within('components')) {
    walk(source.program, (node, parents) => {
      if (node.type !== 'CallExpression' || textOf(source, node).match(/^useEffect\b/) === null) return
      const functions = parents.filter(({ type }) => type === 'FunctionDeclaration')
      const nearest = functions.at(-1)
      const name = nearest && textOf(source, nearest).match(/^(?:async )?function (\w+)/)?.[1]
      expect(name, source.path).toMatch(/^use[A-Z]/)
    })
  }
})

test('there is at most one cast in a thousand lines, and each says why', () => {
  let casts = 0
  let lines = 0
  for (const source of product) {
    lines += source.lines
    walk(source.program, (node) => {
      if (node.type !== 'TSAsExpression' || / as (const|[\w.]+ \| null)$/.test(textOf(source, node))) return
      casts++
    })
  }
  expect(casts / lines).toBeLessThanOrEqual(1 / 1000)
})

test('every exception from a rule says why on the line above', () => {
  const silent = product.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index, all) =>
        line.includes('oxlint-disable') && !/^\s*(\/\/|\{\/\*)/.test(all[index - 1] ?? '')
          ? [`${path}:${index + 1}`]
          : [],
      ),
  )
  expect(silent).toEqual([])
})

test('every path that README and ARCHITECTURE name exists', () => {
  for (const page of ['README.md', 'ARCHITECTURE.md'].filter((name) => existsSync(name))) {
    const named = readFileSync(page, 'utf8').matchAll(
      /`((?:app|components|lib|prisma|public|scripts|standin|tests|docs)\/[^`\s*<>{}]*)`/g,
    )
    for (const [, path = ''] of named)
      expect(existsSync(join(dirname(page), path)), `${page}: ${path}`).toBe(true)
  }
})
