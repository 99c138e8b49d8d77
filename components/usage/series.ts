/** Colours of the parts, the dearest first; the rest share one. Whole class names, for they are read from this text. */
const colours = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4', 'bg-series-5', 'bg-series-6']
const rest = 'bg-edge'

/** How much each of the coloured parts has, from the dearest on, and last what the rest have together; nothing of nothing. */
export function stackOf(
  parts: readonly { key: string; micros: number }[],
  places: ReadonlyMap<string, number>,
): { place: number; micros: number }[] {
  const stack = new Map<number, number>()
  for (const { key, micros } of parts) {
    const place = Math.min(places.get(key) ?? colours.length, colours.length)
    stack.set(place, (stack.get(place) ?? 0) + micros)
  }
  return [...stack]
    .filter(([, micros]) => micros > 0)
    .sort(([a], [b]) => a - b)
    .map(([place, micros]) => ({ place, micros }))
}

/** The colour of a part by its place. */
export const colourOf = (place: number): string => colours[place] ?? rest

/** Rounded up to 1, 2, 2.5 or 5 of a power of ten: an axis ends there. At least a cent, in micro-dollars. */
export function niceMax(micros: number): number {
  const least = Math.max(micros, 10_000)
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((most) => most >= least) ?? least
}
