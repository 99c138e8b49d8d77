import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { builtActions } from '../setup/http-client.ts'

const manifestSchema = z.record(z.string(), z.string())
const methods = /export (?:const|(?:async )?function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g

/** What a route answers to, by its own source. A file that Next serves by itself, as the icon, is read. */
function methodsOf(file: string): string[] {
  const source = `app${file}.ts`
  if (!existsSync(source)) return ['GET']
  return [...readFileSync(source, 'utf8').matchAll(methods)].map(([, method = '']) => method)
}

/** Every route of the build, as `METHOD /path`. */
export function builtRoutes(): string[] {
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')),
  )
  return Object.entries(manifest)
    .filter(([, route]) => !route.startsWith('/_'))
    .flatMap(([file, route]) =>
      (file.endsWith('/route') ? methodsOf(file) : ['GET']).map((method) => `${method} ${route}`),
    )
}

export const builtActionNames = () => [...builtActions().keys()]

/** What is in the build and not in the table, and the other way round, each with a sentence. */
export function differences(kind: string, built: string[], table: string[]): string[] {
  return [
    ...built
      .filter((name) => !table.includes(name))
      .map((name) => `The ${kind} "${name}" has no line in tests/strangers/table.ts: say who may.`),
    ...table
      .filter((name) => !built.includes(name))
      .map(
        (name) =>
          `tests/strangers/table.ts has a line for the ${kind} "${name}", which the build does not have.`,
      ),
  ]
}
