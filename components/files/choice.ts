import type { DownloadOptions } from '#lib/files/schema/options.ts'
import { downloadFormats } from '#lib/files/schema/options.ts'

const key = 'atelier.download'

const first: DownloadOptions = { as: 'original', recipe: true }

/** As what pictures were downloaded last on this device. */
export function lastChoice(): DownloadOptions {
  try {
    const [kept, recipe] = localStorage.getItem(key)?.split(' ') ?? []
    const as = downloadFormats.find((format) => format === kept)
    return as ? { as, recipe: recipe === 'on' } : first
  } catch {
    return first
  }
}

export function keepChoice({ as, recipe }: DownloadOptions): void {
  try {
    localStorage.setItem(key, `${as} ${recipe ? 'on' : 'off'}`)
  } catch {
    // A forbidden storage: nothing is remembered.
  }
}
