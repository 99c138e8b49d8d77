import type { Generation } from '#lib/generations/schema.ts'
import { providerName, valueName } from './names.ts'

const spelled = (name: string) => name.replaceAll('_', ' ')

function valueChip(name: string, value: unknown): string {
  if (typeof value === 'string') return valueName(value)
  return `${spelled(name)} ${JSON.stringify(value)}`
}

/** Short facts about what was asked: only what differs from the defaults, and who made it. */
export function chipsOf(generation: Generation, modelName: string | null): string[] {
  const { provider, parameters, extra, attempts } = generation
  const { output_format: format, output_compression: compression, ...others } = { ...parameters, ...extra }
  const chosen = Object.entries(others).map(([name, value]) => valueChip(name, value))
  const file = [format, compression].filter((value) => typeof value === 'string' || typeof value === 'number')
  const servedBy = attempts.at(-1)?.provider ?? provider
  return [
    ...chosen,
    ...(file.length > 0 ? [file.map(valueName).join(' ')] : []),
    ...(modelName === null ? [] : [modelName]),
    ...(servedBy ? [providerName(servedBy)] : []),
  ]
}
