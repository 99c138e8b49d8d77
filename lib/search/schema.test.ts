import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from './schema/fields.ts'
import { marks, shapes, statuses } from './schema/fields.ts'
import type { Term } from './schema/language.ts'
import { parseSearch, searchText, termsOf } from './schema/language.ts'

const problemsOf = (text: string) =>
  parseSearch(text).flatMap((piece) =>
    'problem' in piece ? [[text.slice(piece.from, piece.to), piece.problem]] : [],
  )

const conditionsOf = (text: string) => termsOf(text).map(({ condition }) => condition)

describe('a search', () => {
  test('is filters and words, in any order', () => {
    expect(termsOf('by:me shape:16:9 rating:>3 harbour -"red boat" cost:>0.05')).toEqual([
      { condition: { kind: 'by', value: 'me' }, isNot: false },
      { condition: { kind: 'shape', value: { width: 16, height: 9 } }, isNot: false },
      { condition: { kind: 'rating', compare: '>', value: 3 }, isNot: false },
      { condition: { kind: 'words', value: 'harbour', isPhrase: false }, isNot: false },
      { condition: { kind: 'words', value: 'red boat', isPhrase: true }, isNot: true },
      { condition: { kind: 'cost', compare: '>', value: 50_000 }, isNot: false },
    ])
  })

  test.each([
    ['by:"Ada Lovelace"', { kind: 'by', value: 'Ada Lovelace' }],
    ['ALBUM:"The \\"best\\""', { kind: 'album', value: 'The "best"' }],
    ['TAG:Sea', { kind: 'tag', value: 'sea' }],
    ['after:2026', { kind: 'after', value: '2026-01-01' }],
    ['before:2026-2', { kind: 'before', value: '2026-02-01' }],
    ['after:2028-02-29', { kind: 'after', value: '2028-02-29' }],
    ['is:Favourite', { kind: 'is', value: 'favourite' }],
    ['rating:4', { kind: 'rating', compare: '=', value: 4 }],
    ['cost:<=$1.5', { kind: 'cost', compare: '<=', value: 1_500_000 }],
    ['https://example.test', { kind: 'words', value: 'https://example.test', isPhrase: false }],
    ['"model:x"', { kind: 'words', value: 'model:x', isPhrase: true }],
    ['港の朝', { kind: 'words', value: '港の朝', isPhrase: false }],
    ['"still being typed', { kind: 'words', value: 'still being typed', isPhrase: true }],
  ] satisfies [string, Condition][])('%s is understood', (text, condition) => {
    expect(conditionsOf(text)).toEqual([condition])
  })

  test.each([
    ['after:2026-13', 'There is no month 13.'],
    ['before:2026-02-30', 'There is no 30 Feb 2026.'],
    ['after:soon', 'Write a day as 2026-11-23, a month as 2026-11 or a year as 2026.'],
    ['rating:9', 'A rating is 1 to 5, as rating:4 or rating:>3.'],
    ['cost:free', 'A cost is in dollars, as cost:>0.05.'],
    ['shape:round', 'A shape is square, wide or tall, or a ratio as 16:9.'],
    ['is:good', 'An image can be favourite, rejected, rated, private or edit.'],
    ['status:lost', 'What has images is succeeded, partial or cancelled.'],
    ['model:', 'Say what follows model: part of a model’s id.'],
    ['colour:red', 'There is no filter colour. To search for the words, put them in quotes.'],
    ['-', 'There is nothing after this sign.'],
  ])('says at %s what is wrong, and goes on without it', (wrong, sentence) => {
    expect(problemsOf(`harbour ${wrong} by:me`)).toEqual([[wrong, sentence]])
    expect(conditionsOf(`harbour ${wrong} by:me`).map(({ kind }) => kind)).toEqual(['words', 'by'])
  })

  test('has an end', () => {
    expect(termsOf('a '.repeat(250))).toHaveLength(24)
  })
})

const name = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .map((text) => text.trim())
  .filter(Boolean)
const word = fc.stringMatching(/^[a-zà-ü港朝]+[a-z0-9,.!'-]*$/).filter((text) => !/^[a-z]+:/i.test(text))
const compare = fc.constantFrom('=', '>', '>=', '<', '<=')
const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), value: word, isPhrase: fc.constant(false) }),
  fc.record({ kind: fc.constant('words' as const), value: name, isPhrase: fc.constant(true) }),
  fc.record({ kind: fc.constantFrom('by' as const, 'album' as const), value: name }),
  fc.record({
    kind: fc.constantFrom('model' as const, 'tag' as const, 'provider' as const),
    value: name
      .map((text) => text.toLowerCase().trim())
      .filter((text) => text !== '' && text === text.toLowerCase()),
  }),
  fc.record({ kind: fc.constant('is' as const), value: fc.constantFrom(...marks) }),
  fc.record({ kind: fc.constant('status' as const), value: fc.constantFrom(...statuses) }),
  fc.record({
    kind: fc.constant('shape' as const),
    value: fc.oneof(
      fc.constantFrom(...shapes),
      fc.record({ width: fc.integer({ min: 1, max: 9999 }), height: fc.integer({ min: 1, max: 9999 }) }),
    ),
  }),
  fc.record({ kind: fc.constant('rating' as const), compare, value: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('cost' as const), compare, value: fc.integer({ min: 0, max: 1e12 }) }),
  fc.record({ kind: fc.constantFrom('after' as const, 'before' as const), value: day }),
)
const term: fc.Arbitrary<Term> = fc.record({ condition, isNot: fc.boolean() })

test('what is written back is read as the same', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 20 }), (terms) => {
      expect(termsOf(searchText(terms))).toEqual(terms)
    }),
  )
})

test('any text is read, every piece of it stands where it says, and reading what was understood changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const pieces = parseSearch(text)
      for (const { from, to } of pieces) expect(text.slice(from, to).trim()).not.toBe('')
      expect(
        pieces
          .map(({ from, to }) => text.slice(from, to))
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''))
      const once = searchText(termsOf(text))
      expect(searchText(termsOf(once))).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})
