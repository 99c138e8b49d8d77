import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listExpansions, parsePrompt, prepareExpansion } from '#lib/language/schema.ts'
import { keepSyntax } from './keep.ts'

const lists = new Map([['animal', ['cat', 'dog']]])
const expansionsOf = (prompt: string) =>
  listExpansions(prepareExpansion(parsePrompt(prompt), { style: 'oil' }, lists), 1_000)

const original = 'A {{style=ink}} painting of a __animal__ in {rain|snow}'

test.each([
  ['as it should be', 'A moody {{style=ink}} painting: a __animal__ walks through {rain|snow}.'],
  ['in a fence', '```\nA {{style=ink}} painting of a __animal__, {rain|snow}\n```'],
  ['in quotation marks', '"A {{style=ink}} painting of a __animal__ in {rain|snow}"'],
  ['with a variable twice', '{{style=ink}}, very {{style=ink}}: __animal__ in {rain|snow}'],
])('a rewrite that is %s is taken', (_name, answer) => {
  const kept = keepSyntax(original, answer)
  expect(kept).not.toHaveProperty('lost')
  if ('prompt' in kept) expect(expansionsOf(kept.prompt)).toHaveLength(4)
})

test.each([
  ['its list', 'A {{style=ink}} painting of a cat in {rain|snow}', '__animal__'],
  ['an alternative', 'A {{style=ink}} painting of a __animal__ in rain', '{rain|snow}'],
  ['its variable', 'An ink painting of a __animal__ in {rain|snow}', '{{style=ink}}'],
  ['the form of a choice', 'A {{style=ink}} __animal__ in {rain | snow}', '{rain|snow}'],
  ['its number of pictures', 'A {{style=ink}} __animal__ in {rain|snow}, {rain|snow}', '{rain|snow}'],
])('a rewrite that lost %s is not', (_name, answer, lost) => {
  expect(keepSyntax(original, answer)).toEqual({ lost })
})

test('a variable that came back with another default gets its own again', () => {
  const answer = 'A fine {{style}} painting of a __animal__ in {rain|snow}'
  expect(keepSyntax(original, answer)).toEqual({
    prompt: 'A fine {{style=ink}} painting of a __animal__ in {rain|snow}',
  })
})

test.each([
  ['A sign saying {open|closed}', 'A sign saying {open|closed}'],
  ['Use __bold__ and {{this}}', 'Use __bold__ and {{this}}'],
  ['# Heading\nA cat', '# Heading\nA cat'],
  ['{a|{b|{{c}}}} __d__', '{a|{b|{{c}}}} __d__'],
])('what a rewrite brings in by accident is text: %s', (answer, read) => {
  const kept = keepSyntax('A cat', answer)
  expect('prompt' in kept && expansionsOf(kept.prompt)).toEqual([read])
})

test('comments of the original are no part of the question', () => {
  expect(keepSyntax('# mine {a|b}\nA cat', 'A grey cat')).toEqual({ prompt: 'A grey cat' })
})

test('a prompt with thousands of alternatives is compared at once', { timeout: 2_500 }, () => {
  const long = '{|}'.repeat(10_600)
  expect(keepSyntax(long, long)).toEqual({ prompt: long })
})

test('whatever is answered, what is kept makes as many pictures as before', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '|',
    '__',
    '__animal__',
    '{rain|snow}',
    '{{style=ink}}',
    '\\',
    '# ',
    '\n',
    'cat ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const kept = keepSyntax(original, pieces.join(''))
      if ('prompt' in kept) expect(expansionsOf(kept.prompt)).toHaveLength(4)
    }),
    { numRuns: 2_000 },
  )
})
