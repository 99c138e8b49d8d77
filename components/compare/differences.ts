import type { ImageDetail } from '#lib/images/schema.ts'

export interface Difference {
  name: string
  /** As each was asked for; null where it was left to the model. */
  values: [string | null, string | null]
}

const inWords = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const facts = ({ input, attempt, width, height }: ImageDetail): Record<string, unknown> => ({
  Prompt: input.prompt,
  Model: input.modelId,
  Provider: attempt.provider,
  Size: `${width} × ${height}`,
  Images: input.n,
  ...Object.fromEntries(
    Object.entries(input.parameters).map(([name, value]) => [name.replaceAll('_', ' '), value]),
  ),
})

/** What was asked for differently, or made differently, in the order in which it is read. */
export function differencesOf(a: ImageDetail, b: ImageDetail): Difference[] {
  const [ofA, ofB] = [facts(a), facts(b)]
  const names = [...new Set([...Object.keys(ofA), ...Object.keys(ofB)])]
  return names
    .map((name): Difference => ({ name, values: [inWords(ofA[name]), inWords(ofB[name])] }))
    .filter(({ values: [one, other] }) => one !== other)
}
