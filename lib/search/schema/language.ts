import type { Condition, FieldName } from './fields.ts'
import { fields, valueText } from './fields.ts'

export interface Term {
  condition: Condition
  /** Written with a minus: what it finds is left out. */
  isNot: boolean
}

/** A piece of what was typed, between two blanks: a term, or why it is none. */
export type Piece = { from: number; to: number } & ({ term: Term } | { problem: string })

/** More than anybody types, and few enough for one statement. */
const maxTerms = 24

interface Token {
  from: number
  to: number
  isNot: boolean
  /** In lower case; null where there is no colon outside of quotes. */
  name: string | null
  value: string
  isQuoted: boolean
}

/** One blank or more, then a minus, a name, and a value in quotes or up to the next blank. */
const tokenPattern = /(-?)(?:([A-Za-z]+):(?!\/\/))?(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|(\S*))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++
      continue
    }
    tokenPattern.lastIndex = at
    const [whole = text.charAt(at), minus, name = null, quoted, plain] = tokenPattern.exec(text) ?? []
    tokens.push({
      from: at,
      to: at + whole.length,
      isNot: minus === '-',
      name: name && name.toLowerCase(),
      value: quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '',
      isQuoted: quoted !== undefined,
    })
    at += Math.max(whole.length, 1)
  }
  return tokens
}

const isField = (name: string): name is FieldName => Object.hasOwn(fields, name)

function read({ name, value, isNot, isQuoted }: Token): { term: Term } | { problem: string } {
  const wanted = value.trim()
  if (name === null) {
    if (wanted === '') return { problem: 'There is nothing after this sign.' }
    return { term: { condition: { kind: 'words', value: wanted, isPhrase: isQuoted }, isNot } }
  }
  if (!isField(name))
    return { problem: `There is no filter ${name}. To search for the words, put them in quotes.` }
  if (wanted === '') return { problem: `Say what follows ${name}: ${fields[name].hint}.` }
  const condition = fields[name].read(wanted)
  return 'problem' in condition ? condition : { term: { condition, isNot } }
}

/**
 * Reads a search. It is a list of terms with blanks between them, which an image has to meet all:
 *
 *     search = term { blank term }
 *     term   = [ "-" ] ( name ":" value | value )
 *     value  = one or more characters, none of them a blank | '"' any characters, with \" and \\ '"'
 *     name   = a filter of `fields`
 *
 * A value by itself is a word of the prompt, by its beginning; in quotes it is a phrase. A minus leaves out what the
 * term finds. What cannot be understood is a piece with a sentence that says why, and the other terms hold without it:
 * no text fails. Quotes that are still open end with the text.
 */
export function parseSearch(text: string): Piece[] {
  return tokensOf(text).map((token, at) => {
    const { from, to } = token
    if (at >= maxTerms) return { from, to, problem: `A search has at most ${maxTerms} terms.` }
    return { from, to, ...read(token) }
  })
}

/** The terms of a search that can be understood. */
export const termsOf = (text: string): Term[] =>
  parseSearch(text).flatMap((piece) => ('term' in piece ? [piece.term] : []))

const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`

/** Whether a word by itself would be read as something else. */
const needsQuotes = (value: string) => /[\s"\\]/.test(value)

/** A term as `parseSearch` reads it. */
export function termText({ condition, isNot }: Term): string {
  const minus = isNot ? '-' : ''
  const value = valueText(condition)
  if (condition.kind === 'words') return `${minus}${condition.isPhrase ? quote(value) : value}`
  return `${minus}${condition.kind}:${needsQuotes(value) ? quote(value) : value}`
}

export const searchText = (terms: readonly Term[]): string => terms.map(termText).join(' ')
