import { existsSync, readFileSync } from 'node:fs'
import type { SourceMapPayload } from 'node:module'
import { SourceMap } from 'node:module'
import { join } from 'node:path'

const isSourceMap = (value: unknown): value is SourceMapPayload =>
  typeof value === 'object' && value !== null && 'version' in value

/** A package by its name, a source of ours by its folder. */
function owner(source: string): string {
  const path = decodeURIComponent(source)
  const inPackage = path.split('node_modules/').at(-1) ?? ''
  if (inPackage !== path) return inPackage.split('/', inPackage.startsWith('@') ? 2 : 1).join('/')
  return /(?:^|\/)((?:app|components|lib)\/[^/]+)\//.exec(path)?.[1] ?? 'the bundler'
}

/**
 * What a built script is made of, the largest first: shares of its characters, by the source map beside it (a build
 * with SOURCE_MAPS=1).
 */
export function madeOf(file: string, dist: string): Record<string, string> {
  const path = join(dist, file)
  const reference = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(path, 'utf8'))?.[1]
  if (!reference || !existsSync(join(path, '..', reference))) return {}
  const payload: unknown = JSON.parse(readFileSync(join(path, '..', reference), 'utf8'))
  if (!isSourceMap(payload)) return {}
  const map = new SourceMap(payload)
  const sizes = new Map<string, number>()
  let total = 0
  for (const [line, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    for (let column = 0; column < text.length; column++) {
      const entry = map.findEntry(line, column)
      const name = 'originalSource' in entry ? owner(entry.originalSource) : 'the bundler'
      sizes.set(name, (sizes.get(name) ?? 0) + 1)
      total++
    }
  }
  const largest = [...sizes].toSorted(([, a], [, b]) => b - a).slice(0, 4)
  return Object.fromEntries(largest.map(([name, size]) => [name, `${Math.round((size / total) * 100)} %`]))
}
