import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lists } from './schema.ts'
import {
  expansionAt,
  findExpansionProblem,
  listExpansions,
  parsePrompt,
  prepareExpansion,
  sampleExpansions,
  variablesOf,
} from './schema.ts'

const noLists: Lists = new Map()
const ready = (text: string, values: Record<string, string> = {}, lists: Lists = noLists) =>
  prepareExpansion(parsePrompt(text), values, lists)
const all = (text: string, values: Record<string, string> = {}, lists: Lists = noLists) =>
  listExpansions(ready(text, values, lists), 10_000)

describe('alternatives', () => {
  test.each([
    ['a {red|blue} boat', ['a red boat', 'a blue boat']],
    ['{a|b}{c|d}', ['ac', 'ad', 'bc', 'bd']],
    ['{a|{b|c} d}', ['a', 'b d', 'c d']],
    ['{a|}', ['a', '']],
    ['{2$$a|b|c}', ['a, b', 'a, c', 'b, c']],
    ['{2$$ and $$a|b|c}', ['a and b', 'a and c', 'b and c']],
    ['{1-2$$a|b}', ['a', 'b', 'a, b']],
    ['{0-1$$a|b}', ['', 'a', 'b']],
    ['{2$${a|b}|c|d}', ['a, c', 'a, d', 'b, c', 'b, d', 'c, d']],
    ['{9$$a|b}', ['a, b']],
  ])('%s', (text, expected) => {
    expect(all(text)).toEqual(expected)
    expect(ready(text).count).toBe(BigInt(expected.length))
  })
})

describe('what is not of the language stays as it is', () => {
  test.each([
    '{"a": {"b": [1, 2]}}',
    'a {single} brace',
    'an open { and a | bar',
    'a | bar',
    'closed } first {',
    '{{1bad}} {{}} {{ }}',
    '__ not a list __ and ____',
    'back\\slash \\n',
    '#hashtag and a # in the middle',
  ])('%s', (text) => {
    expect(all(text)).toEqual([text])
  })

  test('whatever has none of the marks, is itself', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[{}|\\#]|__/.test(text))
    fc.assert(
      fc.property(plain, (text) => {
        expect(all(text)).toEqual([text])
      }),
    )
  })

  test('whatever is escaped, is itself', () => {
    const escaped = (text: string) => text.replaceAll(/[{}|_\\#]/g, (mark) => `\\${mark}`)
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(all(escaped(text))).toEqual([text])
      }),
    )
  })
})

describe('variables', () => {
  test('take their value, else their default, and are the same wherever they stand', () => {
    expect(all('{{subject=a boat}} and {{subject}}')).toEqual(['a boat and a boat'])
    expect(all('{{subject=a boat}} and {{subject}}', { subject: 'a kite' })).toEqual(['a kite and a kite'])
  })

  test('a value is text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(all('<{{x}}>', { x: value })).toEqual([`<${value}>`])
      }),
    )
  })

  test('say what they are', () => {
    const variables = variablesOf(
      parsePrompt('{{a}} {{b:number=3}} {{c:misty|sunlit=sunlit}} {x|{{d=deep}}} {{a=1}}'),
    )
    expect(variables).toEqual([
      { name: 'a', kind: 'text', default: '1' },
      { name: 'b', kind: 'number', default: '3' },
      { name: 'c', kind: 'choice', options: ['misty', 'sunlit'], default: 'sunlit' },
      { name: 'd', kind: 'text', default: 'deep' },
    ])
  })

  test('names that every object has are names like others', () => {
    expect(all('{{constructor}}{{toString=x}}')).toEqual(['x'])
  })
})

describe('wildcards', () => {
  const lists: Lists = new Map([
    ['colour', ['red', 'blue']],
    ['thing', ['a __colour__ car', '{big|small} boat']],
    ['circle', ['round __circle__']],
    ['empty', []],
  ])
  test('stand for each of their lines, which may use the language', () => {
    expect(all('__thing__!', {}, lists)).toEqual(['a red car!', 'a blue car!', 'big boat!', 'small boat!'])
  })
  test('unknown, empty and circular ones stay names', () => {
    expect(all('__nobody__ __empty__ __circle__', {}, lists)).toEqual([
      '__nobody__ __empty__ round __circle__',
    ])
  })
})

test('comment lines are dropped', () => {
  expect(all('# a note\na boat\n  # another {a|b}\nat sea')).toEqual(['a boat\nat sea'])
})

test('a prompt that expands to a million million is counted at once, and drawn from', () => {
  const text = '{0|1|2|3|4|5|6|7|8|9}'.repeat(12)
  const sequence = ready(text)
  expect(sequence.count).toBe(10n ** 12n)
  expect(expansionAt(sequence, 123_456_789_012n)).toBe('123456789012')
  const drawn = sampleExpansions(sequence, 20, 7)
  expect(new Set(drawn).size).toBe(20)
})

test('hostile nesting ends, and stays text where it is too deep', () => {
  const deep = `${'{x|'.repeat(50_000)}a${'}'.repeat(50_000)}`
  expect(ready(deep).count).toBe(17n)
  const open = '{|'.repeat(20_000)
  expect(all(open)).toEqual([open])
})

describe('before a text is made', () => {
  const problemOf = (text: string, values: Record<string, string> = {}, lists: Lists = noLists) =>
    findExpansionProblem(ready(text, values, lists), 32_000, 'This prompt')
  const long = 'x'.repeat(32_000)

  test.each<[string, string, Record<string, string>, string]>([
    ['a variable', '{{a}}'.repeat(6_300), { a: long }, '201,600,000'],
    ['a variable in alternatives', '{b|{{a}}|c}'.repeat(6), { a: long }, '192,000'],
    ['the most of them at once', '{1-3$$, $${{a}}|{{a}}|c|{{a}}}', { a: long }, '96,004'],
  ])('it is known how long it would be: %s', (_name, text, values, length) => {
    const message = `This prompt would be up to ${length} characters long, and 32,000 are the most. Shorten it, or what is filled in.`
    expect(problemOf(text, values)).toBe(message)
  })

  test('what just fits is none too long', () => {
    expect(problemOf('{{a}}', { a: long })).toBeNull()
    expect(problemOf('{a|b}{{a}}', { a: long })).toContain('32,001')
  })

  const many = (count: number) => Array.from({ length: count }, () => 'a').join('|')
  const uncounted =
    'This prompt stands for more prompts than can be counted. Take fewer alternatives at once, or name fewer lists.'

  test.each([
    ['many at once of many', `{999$$${many(15_990)}}`],
    ['rather many, rather often', `{1-200$$${many(400)}}`.repeat(39)],
    ['within each other', `${'{2$$a|'.repeat(15)}{999$$${many(15_000)}}${'}'.repeat(15)}`],
  ])('what cannot be counted is not counted: %s', { timeout: 5_000 }, (_name, text) => {
    expect(text.length).toBeLessThanOrEqual(32_000)
    const sequence = ready(text)
    expect(findExpansionProblem(sequence, 32_000, 'This prompt')).toBe(uncounted)
    expect(sequence.count).toBe(0n)
  })

  test('what people write is counted', () => {
    expect(ready(`{2-3$$${many(1_000)}}`).count).toBe(499_500n + 166_167_000n)
    expect(problemOf(`{10$$${many(1_000)}}{20$$${many(50)}}`)).toBeNull()
  })

  test('lists that name each other a hundred times are not counted', { timeout: 5_000 }, () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const of = (entry: (next: string) => string): Lists =>
      new Map(names.map((name, index) => [name, [entry(names[index + 1] ?? '{|}'), 'x']]))
    const inner = (next: string) => (next === '{|}' ? next : `__${next}__`).repeat(100)
    expect(problemOf('__a__', {}, of(inner))).toContain('characters long')
    const empty: Lists = new Map([...of(inner)].map(([name, [entry = '']]) => [name, [entry]]))
    expect(problemOf('__a__', {}, empty)).toBe(uncounted)
  })
})

describe('a prompt that is as long as it may be is read in a time that is linear in its length', () => {
  const length = 32_000
  test.each([
    ['blanks in a kind', '{{a:', ' '],
    ['blanks in a default', '{{a=', ' '],
    ['blanks in a kind and a default', '{{a: x =', ' '],
    ['blanks before a name', '{{', ' '],
    ['blanks behind a name', '{{a', ' '],
    ['new lines in a kind', '{{a:', '\n'],
    ['colons', '{{a', ':'],
    ['equals signs', '{{a', '='],
    ['a name without an end', '{{', 'a'],
    ['one brace', '', '{'],
    ['two braces', '', '{{'],
    ['variables without an end', '', '{{a: '],
    ['underscores', '', '__'],
    ['a list without an end', '__', 'a_'],
    ['lists without an end', '', '__a '],
    ['backslashes', '', '\\\\'],
    ['blanks at the start of a line', '\n', ' '],
    ['lines that are nearly comments', '', '\n #'],
    ['digits', '{', '9'],
    ['separators', '{1$$', '$'],
  ])('%s', { timeout: 10_000 }, (_name, start, repeated) => {
    const hostile = start + repeated.repeat(Math.floor((length - start.length) / repeated.length))
    for (const text of [hostile, `${hostile}|x}`, `${hostile}\n{{b}}`]) {
      expect(parsePrompt(text).at(-1)?.to).toBe(text.length)
    }
  })
})

test('blanks around the parts of a variable are not of them, and a part is one line', () => {
  expect(variablesOf(parsePrompt('{{ a :\n  text =\n x y \n}}{{b: p | q = q }}{{c:number\n}}'))).toEqual([
    { name: 'a', kind: 'text', default: 'x y' },
    { name: 'b', kind: 'choice', options: ['p', 'q'], default: 'q' },
    { name: 'c', kind: 'number', default: '' },
  ])
  for (const text of ['{{a:x\ny}}', '{{a=x\ny}}', '{{a:x\ny=z}}']) expect(all(text)).toEqual([text])
})

const prompts = fc.letrec<{ piece: string; options: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('a', 'b ', 'c'),
    fc.string({ maxLength: 3 }),
    tie('options'),
  ),
  options: fc
    .tuple(
      fc.constantFrom('', '1$$', '2$$', '1-2$$', '2$$ + $$'),
      fc.array(tie('piece'), { minLength: 2, maxLength: 3 }),
    )
    .map(([head, options]) => `{${head}${options.join('|')}}`),
}))
const texts = fc.array(prompts.piece, { maxLength: 4 }).map((pieces) => pieces.join(''))

describe('for any prompt', () => {
  test('the count is the length of the list', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { count } = ready(text)
        fc.pre(count <= 2_000n)
        expect(BigInt(all(text).length)).toBe(count)
      }),
    )
  })

  test('the longest is the longest of the list', () => {
    fc.assert(
      fc.property(texts, fc.string(), (text, value) => {
        const sequence = ready(`${text}{{x}}`, { x: value })
        fc.pre(sequence.count <= 2_000n)
        const lengths = listExpansions(sequence, 2_000).map(({ length }) => length)
        expect(sequence.longest).toBe(Math.max(...lengths))
      }),
    )
  })

  test('a sample is the same for the same seed, has its size, and is part of the list, in its order', () => {
    fc.assert(
      fc.property(texts, fc.integer(), fc.integer({ min: 1, max: 8 }), (text, seed, size) => {
        const sequence = ready(text)
        fc.pre(sequence.count <= 500n)
        const sample = sampleExpansions(sequence, size, seed)
        expect(sampleExpansions(ready(text), size, seed)).toEqual(sample)
        expect(sample).toHaveLength(Math.min(size, Number(sequence.count)))
        const list = all(text)
        let at = -1
        for (const drawn of sample) {
          at = list.indexOf(drawn, at + 1)
          expect(at).toBeGreaterThan(-1)
        }
      }),
    )
  })

  test('its pieces lie side by side and cover it whole', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        let at = 0
        for (const { from, to } of parsePrompt(text)) {
          expect(from).toBe(at)
          at = to
        }
        expect(at).toBe(text.length)
      }),
    )
  })
})
