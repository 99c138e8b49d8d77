import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { parseSync } from 'oxc-parser'

export interface Source {
  path: string
  text: string
  lines: number
  /** What it imports, as written. */
  imports: string[]
  program: ReturnType<typeof parseSync>['program']
}

/** Every TypeScript source that git knows or would take, parsed. */
export function readSources(): Source[] {
  const flags = ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx']
  const paths = execFileSync('git', flags, { encoding: 'utf8' }).trim().split('\n')
  return paths.filter((path) => !path.endsWith('.d.ts')).map(readSource)
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const { program, module } = parseSync(path, text)
  const imports = module.staticImports.map((entry) => entry.moduleRequest.value)
  return { path, text, lines: text.split('\n').length, imports, program }
}

export const isTest = ({ path }: Source) => path.includes('.test.') || path.startsWith('tests/')

type Node = { type: string } & Record<string, unknown>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'

/** Visits every node below one, parents first, with the way down to it. */
export function walk(
  node: unknown,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: Node[] = [],
): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit, parents)
  if (!isNode(node)) return
  visit(node, parents)
  for (const [key, value] of Object.entries(node)) if (key !== 'type') walk(value, visit, [...parents, node])
}

/** The text that a node was parsed from. */
export const textOf = (source: Source, node: Node) =>
  source.text.slice(Number(node['start']), Number(node['end']))
