import type { Alternatives, Piece } from './pieces.ts'
import { variablesOf } from './pieces.ts'
import { parsePrompt } from './syntax.ts'

/** The team's lists, by name: what `__name__` stands for. */
export type Lists = ReadonlyMap<string, readonly string[]>
/** What was filled in for the variables, by name. */
export type VariableValues = Readonly<Record<string, string>>

/** A prompt in which only text and choices are left, each with the number of texts it stands for. */
type Part = { kind: 'text'; text: string } | Choice

interface Choice {
  kind: 'choice'
  min: number
  max: number
  separator: string
  options: Sequence[]
  count: bigint
  /** `ways[i][k]`: texts that k of the options from the i-th on make together. */
  ways: bigint[][]
}

export interface Sequence {
  parts: Part[]
  /** How many texts it expands to. */
  count: bigint
}

/** Lists that name lists: deeper than this, or in a circle, a name stays as it is written. */
export const maxListDepth = 8

/** Elementary symmetric polynomials of the options' counts, from each option to the last. */
function waysOf(counts: readonly bigint[], max: number): bigint[][] {
  const none = [1n, ...Array.from({ length: max }, () => 0n)]
  const table: bigint[][] = [none]
  for (const count of counts.toReversed()) {
    const after = table[0] ?? none
    table.unshift(after.map((ways, taken) => ways + (taken > 0 ? count * (after[taken - 1] ?? 0n) : 0n)))
  }
  return table
}

function toChoice(options: Sequence[], { min, max, separator }: Omit<Alternatives, 'options'>): Choice {
  const ways = waysOf(
    options.map(({ count }) => count),
    max,
  )
  let count = 0n
  for (let taken = min; taken <= max; taken++) count += ways[0]?.[taken] ?? 0n
  return { kind: 'choice', min, max, separator, options, ways, count }
}

interface Context {
  values: ReadonlyMap<string, string>
  lists: Lists
  /** Lists that are being read: one that names itself stays a name. */
  inside: readonly string[]
  /** Lists that were read already, by the way to them: a prompt may name one a thousand times. */
  known: Map<string, Part>
}

const oneOf = { min: 1, max: 1, separator: '' }

function toPart(piece: Piece, context: Context): Part {
  switch (piece.kind) {
    case 'text':
      return { kind: 'text', text: piece.text }
    case 'comment':
      return { kind: 'text', text: '' }
    case 'variable':
      return { kind: 'text', text: context.values.get(piece.variable.name) ?? '' }
    case 'alternatives':
      return toChoice(
        piece.options.map((option) => toSequence(option, context)),
        piece,
      )
    case 'wildcard':
      return toListChoice(piece.name, context)
  }
}

function toListChoice(name: string, context: Context): Part {
  // Names have no spaces.
  const way = [...context.inside, name].join(' ')
  const part = context.known.get(way) ?? readList(name, context)
  context.known.set(way, part)
  return part
}

function readList(name: string, context: Context): Part {
  const { lists, inside } = context
  const entries = inside.includes(name) || inside.length >= maxListDepth ? [] : (lists.get(name) ?? [])
  if (entries.length === 0) return { kind: 'text', text: `__${name}__` }
  const within = { ...context, inside: [...inside, name] }
  return toChoice(
    entries.map((entry) => toSequence(parsePrompt(entry), within)),
    oneOf,
  )
}

function toSequence(pieces: readonly Piece[], context: Context): Sequence {
  const parts = pieces.map((piece) => toPart(piece, context))
  return {
    parts,
    count: parts.reduce((count, part) => (part.kind === 'choice' ? count * part.count : count), 1n),
  }
}

/**
 * Readies a prompt for expansion: its number of texts is known (`count`) without one of them being made. Variables
 * take their value, or else their default; a value is text, whatever it holds. Unknown and empty lists stay names.
 */
export function prepareExpansion(pieces: readonly Piece[], values: VariableValues, lists: Lists): Sequence {
  const filled = variablesOf(pieces).map(({ name, default: fallback }): [string, string] => [
    name,
    Object.hasOwn(values, name) ? (values[name] ?? fallback) : fallback,
  ])
  return toSequence(pieces, { values: new Map(filled), lists, inside: [], known: new Map() })
}

/** The text of a choice at an index below its count: first by how many are taken, then by which, then within them. */
function choiceAt(choice: Choice, index: bigint): string {
  let left = index
  let taken = choice.min
  for (; taken < choice.max; taken++) {
    const ways = choice.ways[0]?.[taken] ?? 0n
    if (left < ways) break
    left -= ways
  }
  const texts: string[] = []
  for (const [position, option] of choice.options.entries()) {
    if (taken === 0) break
    const rest = choice.ways[position + 1]?.[taken - 1] ?? 0n
    const withIt = option.count * rest
    if (left >= withIt) {
      left -= withIt
      continue
    }
    texts.push(expansionAt(option, left / rest))
    left %= rest
    taken--
  }
  return texts.join(choice.separator)
}

/** The text at an index from 0 below `count`; the last choice of the prompt changes fastest. */
export function expansionAt(sequence: Sequence, index: bigint): string {
  let left = index
  const texts: string[] = []
  for (const part of sequence.parts.toReversed()) {
    if (part.kind === 'text') {
      texts.push(part.text)
      continue
    }
    texts.push(choiceAt(part, left % part.count))
    left /= part.count
  }
  return texts.toReversed().join('')
}

/** The first texts, at most `limit`, in order. */
export function listExpansions(sequence: Sequence, limit: number): string[] {
  const length = sequence.count < BigInt(limit) ? Number(sequence.count) : limit
  return Array.from({ length }, (_, index) => expansionAt(sequence, BigInt(index)))
}
