import type { FieldName } from '#lib/search/schema/fields.ts'
import { fields } from '#lib/search/schema/fields.ts'
import { parseSearch, termText } from '#lib/search/schema/language.ts'

/** What is there to be named, beside what the filters know themselves. */
export interface Names {
  by: readonly string[]
  album: readonly string[]
  tag: readonly string[]
  model: readonly string[]
}

export interface Suggestion {
  /** Takes the place of the last piece of what is typed; a filter by itself waits for what follows. */
  text: string
  hint?: string
}

const mostShown = 8

const isFieldName = (name: string): name is FieldName => Object.hasOwn(fields, name)
const fieldNames = Object.keys(fields).filter(isFieldName)

function valuesOf(name: FieldName, names: Names): readonly string[] {
  if (name === 'by') return ['me', ...names.by]
  if (name === 'album' || name === 'tag' || name === 'model') return names[name]
  return fields[name].values ?? []
}

function written(name: FieldName, value: string): string {
  const condition = fields[name].read(value)
  return 'problem' in condition ? `${name}:${value}` : termText({ condition, isNot: false })
}

/** The piece that is being typed: what the text ends with, unless that is a blank. */
export function lastPiece(text: string): string {
  const last = parseSearch(text).at(-1)
  return last?.to === text.length ? text.slice(last.from) : ''
}

const filters = (part: string): Suggestion[] =>
  fieldNames
    .filter((name) => name.startsWith(part))
    .map((name) => ({ text: `${name}:`, hint: fields[name].hint }))

function values(name: FieldName, part: string, names: Names): Suggestion[] {
  const found = valuesOf(name, names).filter((value) => value.toLowerCase().includes(part))
  return found.slice(0, mostShown).map((value) => ({ text: written(name, value) }))
}

function suggestPiece(piece: string, names: Names): Suggestion[] {
  const [, name = '', value = ''] = /^([a-z]+):"?([^"]*)$/.exec(piece) ?? []
  if (isFieldName(name)) return values(name, value, names)
  return /[:"]/.test(piece) ? [] : filters(piece)
}

/** What may be meant by the piece that is being typed. */
export function suggest(text: string, names: Names): Suggestion[] {
  const piece = lastPiece(text).toLowerCase()
  const minus = piece.startsWith('-') ? '-' : ''
  return suggestPiece(piece.slice(minus.length), names).map(({ text: found, ...item }) => ({
    ...item,
    text: `${minus}${found}`,
  }))
}
