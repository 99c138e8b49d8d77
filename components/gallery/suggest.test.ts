import { expect, test } from 'vitest'
import { lastPiece, suggest } from './suggest.ts'

const names = {
  by: ['Ada Lovelace', 'Bob'],
  album: ['Spring "campaign"'],
  tag: ['sea', 'season'],
  model: ['imagen-3.0-generate-002'],
}
const texts = (typed: string) => suggest(typed, names).map(({ text }) => text)

test('a filter is offered by its beginning, a value by any part of it', () => {
  expect(texts('harbour mo')).toEqual(['model:'])
  expect(texts('by:')).toEqual(['by:me', 'by:"Ada Lovelace"', 'by:Bob'])
  expect(texts('by:love')).toEqual(['by:"Ada Lovelace"'])
  expect(texts('-tag:seas')).toEqual(['-tag:season'])
  expect(texts('album:"sp')).toEqual(['album:"Spring \\"campaign\\""'])
  expect(texts('is:fa')).toEqual(['is:favourite'])
  expect(texts('shape:1')).toEqual(['shape:16:9', 'shape:9:16'])
})

test('words are left alone, and an empty field offers every filter', () => {
  expect(texts('harbour')).toEqual([])
  expect(texts('"model')).toEqual([])
  expect(texts('after:2026')).toEqual([])
  expect(texts('')).toContain('rating:')
})

test('what is being typed begins at the last blank outside of quotes', () => {
  expect(lastPiece('a by:"Ada L')).toBe('by:"Ada L')
  expect(lastPiece('a "b c" d')).toBe('d')
  expect(lastPiece('a ')).toBe('')
})
