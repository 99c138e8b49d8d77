import type { Piece } from './pieces.ts'
import { variablesOf } from './pieces.ts'
import type { Part, Room, Sequence } from './sequence.ts'
import { newRoom, toChoice, toSequence } from './sequence.ts'
import { parsePrompt } from './syntax.ts'

/** The team's lists, by name: what `__name__` stands for. */
export type Lists = ReadonlyMap<string, readonly string[]>
/** What was filled in for the variables, by name. */
export type VariableValues = Readonly<Record<string, string>>

/** Lists that name lists: deeper than this, or in a circle, a name stays as it is written. */
export const maxListDepth = 8

interface Context {
  values: ReadonlyMap<string, string>
  lists: Lists
  /** Lists that are being read: one that names itself stays a name. */
  inside: readonly string[]
  /** Lists that were read already, by the way to them: a prompt may name one a thousand times. */
  known: Map<string, Part>
  room: Room
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
        piece.options.map((option) => prepare(option, context)),
        piece,
        context.room,
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
    entries.map((entry) => prepare(parsePrompt(entry), within)),
    oneOf,
    context.room,
  )
}

const prepare = (pieces: readonly Piece[], context: Context): Sequence =>
  toSequence(
    pieces.map((piece) => toPart(piece, context)),
    context.room,
  )

/**
 * Readies a prompt for expansion: the number of its texts and the length of the longest are known without one of them
 * being made; `findExpansionProblem` says whether they may be. Variables take their value, or else their default; a
 * value is text, whatever it holds. Unknown and empty lists stay names.
 */
export function prepareExpansion(pieces: readonly Piece[], values: VariableValues, lists: Lists): Sequence {
  const filled = variablesOf(pieces).map(({ name, default: fallback }): [string, string] => [
    name,
    Object.hasOwn(values, name) ? (values[name] ?? fallback) : fallback,
  ])
  return prepare(pieces, { values: new Map(filled), lists, inside: [], known: new Map(), room: newRoom() })
}

/** The text of a choice at an index below its count: first by how many are taken, then by which, then within them. */
function choiceAt(choice: Extract<Part, { kind: 'choice' }>, index: bigint): string {
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
