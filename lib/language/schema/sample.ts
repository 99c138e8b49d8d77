import { expansionAt, listExpansions } from './expand.ts'
import type { Sequence } from './sequence.ts'

/** Numbers from 0 to 2³² − 1 (mulberry32, by Tommy Ettinger, public domain): the same seed gives the same numbers. */
function randomWords(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** A number below `limit`, each as likely as the other: what lies beyond the last whole multiple is drawn again. */
function below(limit: bigint, next: () => number): bigint {
  const words = Math.ceil(limit.toString(2).length / 32)
  const range = 1n << BigInt(32 * words)
  const fair = range - (range % limit)
  for (;;) {
    let drawn = 0n
    for (let word = 0; word < words; word++) drawn = (drawn << 32n) | BigInt(next())
    if (drawn < fair) return drawn % limit
  }
}

/**
 * So many different expansions, drawn by a seed and kept in their order; all of them where there are no more. Never
 * enumerates: Floyd's algorithm draws the indexes themselves.
 */
export function sampleExpansions(sequence: Sequence, size: number, seed: number): string[] {
  const { count } = sequence
  if (count <= BigInt(size)) return listExpansions(sequence, size)
  const next = randomWords(seed)
  const drawn = new Set<bigint>()
  for (let last = count - BigInt(size); last < count; last++) {
    const index = below(last + 1n, next)
    drawn.add(drawn.has(index) ? last : index)
  }
  const indexes = [...drawn].toSorted((a, b) => (a < b ? -1 : 1))
  return indexes.map((index) => expansionAt(sequence, index))
}
