/** A prompt in which only text and choices are left. */
export type Part = { kind: 'text'; text: string } | Choice

/** What is known of texts without one of them being made. */
interface Measures {
  /** How many there are; 0 where that was not counted. */
  count: bigint
  /** At most so many binary digits has the count. Infinite where it was not counted. */
  digits: number
  /** Characters of the longest of them. */
  longest: number
}

interface HowMany {
  min: number
  max: number
  separator: string
}

interface Choice extends Measures, HowMany {
  kind: 'choice'
  options: Sequence[]
  /** `ways[i][k]`: texts that k of the options from the i-th on make together. */
  ways: bigint[][]
}

export interface Sequence extends Measures {
  parts: Part[]
}

/** As many numbers as it takes to count one choice. */
const maxNumbers = 100_000
/** Of a count: as many as a prompt has that names lists of thousands a thousand times. */
const maxDigits = 25_000

/** What is left for counting the whole of a prompt: binary digits of all numbers together. */
export interface Room {
  digits: number
}

export const newRoom = (): Room => ({ digits: 100_000_000 })

/** Whether there is room for so many numbers of so many digits, which is then taken. */
function takeRoom(room: Room, numbers: number, digits: number): boolean {
  if (numbers > maxNumbers || digits > maxDigits) return false
  room.digits -= numbers * digits
  return room.digits >= 0
}

/** Elementary symmetric polynomials of the options' counts, from each option to the last. */
function waysOf(counts: readonly bigint[], max: number): bigint[][] {
  const none = [1n, ...Array.from({ length: max }, () => 0n)]
  let after = none
  const fromLast = [none]
  for (const count of counts.toReversed()) {
    const before = after
    after = before.map((ways, taken) => ways + (taken > 0 ? count * (before[taken - 1] ?? 0n) : 0n))
    fromLast.push(after)
  }
  return fromLast.toReversed()
}

const largest = (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), 0)

function longestOf(options: readonly Sequence[], { max, separator }: HowMany): number {
  if (max === 0) return 0
  const lengths = options.map(({ longest }) => longest).toSorted((a, b) => b - a)
  return lengths.slice(0, max).reduce((sum, length) => sum + length, separator.length * (max - 1))
}

/** No more than each set of options, or as many choices of one as are taken, with the texts of each; rounded up. */
function digitsOf(options: readonly Sequence[], { max }: HowMany): number {
  const taken = Math.max(1, max)
  const sets = Math.min(options.length, taken * Math.ceil(Math.log2(options.length + 1)))
  return sets + taken * largest(options.map(({ digits }) => digits))
}

export function toChoice(options: Sequence[], howMany: HowMany, room: Room): Choice {
  const { min, max, separator } = howMany
  const digits = digitsOf(options, howMany)
  const shared = {
    kind: 'choice',
    min,
    max,
    separator,
    options,
    longest: longestOf(options, howMany),
  } as const
  if (!takeRoom(room, options.length * max, digits)) {
    return { ...shared, ways: [], count: 0n, digits: Number.POSITIVE_INFINITY }
  }
  const ways = waysOf(
    options.map(({ count }) => count),
    max,
  )
  let count = 0n
  for (let taken = min; taken <= max; taken++) count += ways[0]?.[taken] ?? 0n
  return { ...shared, ways, count, digits }
}

export function toSequence(parts: Part[], room: Room): Sequence {
  let [digits, longest] = [0, 0]
  for (const part of parts) {
    digits += part.kind === 'choice' ? part.digits : 0
    longest += part.kind === 'choice' ? part.longest : part.text.length
  }
  if (!takeRoom(room, 1, digits)) return { parts, longest, count: 0n, digits: Number.POSITIVE_INFINITY }
  const count = parts.reduce((product, part) => (part.kind === 'choice' ? product * part.count : product), 1n)
  return { parts, longest, count, digits }
}

/** What is not of the language: one text. */
export const literalSequence = (text: string): Sequence => toSequence([{ kind: 'text', text }], newRoom())

/**
 * Why the texts of a prompt are not to be made, as a sentence about `subject`; null where they may be. Of a sequence
 * with a problem no text must be asked for: it may be longer than fits into memory.
 */
export function findExpansionProblem(
  { longest, digits }: Sequence,
  maxLength: number,
  subject: string,
): string | null {
  if (longest > maxLength) {
    const [length, most] = [longest, maxLength].map((number) => number.toLocaleString('en-US'))
    return `${subject} would be up to ${length} characters long, and ${most} are the most. Shorten it, or what is filled in.`
  }
  return Number.isFinite(digits)
    ? null
    : `${subject} stands for more prompts than can be counted. Take fewer alternatives at once, or name fewer lists.`
}
