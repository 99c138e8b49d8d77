import { createHash } from 'node:crypto'

export type Random = () => number

/** The same texts give the same numbers in [0, 1), on every machine and in every version (mulberry32 over SHA-256). */
export function randomFrom(...texts: readonly string[]): Random {
  let state = createHash('sha256').update(texts.join('\u0000')).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A number in [low, high). */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random()
}

/** One of the choices, each as likely as the others. */
export function oneOf<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0]
}
