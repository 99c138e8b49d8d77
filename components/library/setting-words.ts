import { valueName } from '#components/playground/names.ts'
import { plural } from '#lib/format.ts'

/** A chosen value in few words: "16:9", "2 images", "seed 7". */
export function settingWords(name: string, value: unknown): string {
  if (name === 'n' && typeof value === 'number') return plural(value, 'image')
  return typeof value === 'string'
    ? valueName(value)
    : `${name.replaceAll('_', ' ')} ${JSON.stringify(value)}`
}
