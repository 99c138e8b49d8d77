import type { Alternatives, Piece, Span } from './pieces.ts'
import type { Token } from './tokens.ts'
import { matchAt, tokenize } from './tokens.ts'

const maxDepth = 16
const usualSeparator = ', '
const howManyPattern = /(\d{1,3})(?:-(\d{1,3}))?\$\$(?:([^{}|$\n]*)\$\$)?/y

/** Which braces belong together and have a bar of their own between them: from the index of the one to the other. */
function findPairs(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: { index: number; hasBar: boolean }[] = []
  for (const [index, { kind }] of tokens.entries()) {
    if (kind === 'open') open.push({ index, hasBar: false })
    const last = open.at(-1)
    if (kind === 'bar' && last) last.hasBar = true
    if (kind === 'close' && last) {
      open.pop()
      if (last.hasBar) pairs.set(last.index, index)
    }
  }
  return pairs
}

interface Source {
  text: string
  tokens: readonly Token[]
  pairs: ReadonlyMap<number, number>
}

const literal = ({ text }: Source, { from, to }: Span): Piece => ({
  kind: 'text',
  text: text.slice(from, to),
  from,
  to,
})

/** Puts a piece at the end; text beside text is one text. */
function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (piece.kind === 'text' && last?.kind === 'text') {
    last.text += piece.text
    last.to = piece.to
  } else pieces.push(piece.kind === 'text' ? { ...piece } : piece)
}

type Mark = Extract<Token, { kind: 'open' | 'close' | 'bar' }>

const isMark = (token: Token): token is Mark => ['open', 'close', 'bar'].includes(token.kind)

/** The pieces of the tokens from `first` up to `end`. */
function build(source: Source, first: number, end: number, depth: number): Piece[] {
  const pieces: Piece[] = []
  for (let index = first; index < end; index++) {
    const token = source.tokens[index]
    if (!token) continue
    const close = token.kind === 'open' && depth < maxDepth ? source.pairs.get(index) : undefined
    if (close !== undefined) {
      pieces.push(buildAlternatives(source, index, close, depth + 1))
      index = close
    } else if (isMark(token)) {
      add(pieces, literal(source, token))
    } else add(pieces, token)
  }
  return pieces
}

function buildAlternatives(source: Source, open: number, close: number, depth: number): Piece {
  const bounds = [open]
  for (let index = open + 1; index < close; index++) {
    if (source.tokens[index]?.kind === 'bar') bounds.push(index)
    index = source.pairs.get(index) ?? index
  }
  bounds.push(close)
  const options = bounds.slice(1).map((bound, n) => build(source, (bounds[n] ?? 0) + 1, bound, depth))
  const from = source.tokens[open]?.from ?? 0
  const to = source.tokens[close]?.to ?? 0
  return { kind: 'alternatives', from, to, ...takeHowMany(options) }
}

const oneOf = { min: 1, max: 1, separator: usualSeparator }

function readHowMany(text: string, options: number) {
  const match = matchAt(howManyPattern, text, 0)
  if (!match) return null
  const [whole, a = '1', b = a, separator = usualSeparator] = match
  const [one, other] = [Math.min(Number(a), options), Math.min(Number(b), options)]
  return { length: whole.length, min: Math.min(one, other), max: Math.max(one, other), separator }
}

/** "2$$a" at the head of the first option says how many of the options are taken at once. */
function takeHowMany(options: Piece[][]): Alternatives {
  const [first = [], ...others] = options
  const head = first[0]
  const howMany = head?.kind === 'text' ? readHowMany(head.text, options.length) : null
  if (!howMany || head?.kind !== 'text') return { ...oneOf, options }
  const { length, ...bounds } = howMany
  const rest = { ...head, text: head.text.slice(length), from: head.from + length }
  const kept = rest.text === '' ? first.slice(1) : [rest, ...first.slice(1)]
  return { ...bounds, options: [kept, ...others] }
}

/**
 * Reads a prompt. Never fails, and takes a time that is linear in the length of the text.
 *
 *     prompt       = { comment | piece }
 *     comment      = at the start of a line: "# " … to its end, newline included; dropped
 *     piece        = escape | variable | alternatives | wildcard | any other character, as it is
 *     escape       = "\" and one of { } | _ \ #
 *     variable     = "{{" name [ ":" kind ] [ "=" default ] "}}"
 *     kind         = "text" | "number" | option { "|" option }
 *     alternatives = "{" [ howMany "$$" [ separator "$$" ] ] option "|" option { "|" option } "}"
 *     howMany      = number | number "-" number
 *     option       = { piece }
 *     wildcard     = "__" name "__"
 *     name         = a letter, then letters, digits, "-" and "_"
 *
 * Whatever does not follow this is literal: a brace without its partner, braces without a bar between them (people
 * paste JSON), a name that is none. Nesting deeper than 16 is literal, too. Positions are indexes into the text.
 */
export function parsePrompt(text: string): Piece[] {
  const tokens = tokenize(text)
  return build({ text, tokens, pairs: findPairs(tokens) }, 0, tokens.length, 0)
}
