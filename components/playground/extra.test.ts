import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkExtra } from './check-extra.ts'
import { withExtra } from './extra.ts'
import { findJsonError } from './json-error.ts'

describe('extra JSON', () => {
  test('nothing is nothing extra, and an object is what is sent', () => {
    expect(checkExtra('  \n', [])).toEqual({ values: {}, problem: null })
    expect(checkExtra('{"style": {"raw": true}}', [])).toEqual({
      values: { style: { raw: true } },
      problem: null,
    })
  })

  test.each(['model', 'prompt', 'n', 'response_format', 'stream', 'partial_images', 'user'])(
    '"%s" is what the playground decides, and is refused',
    (name) => {
      expect(checkExtra(JSON.stringify({ style: 'raw', [name]: 1 }), [])).toEqual({
        values: {},
        problem: `"${name}" cannot be extra JSON: the playground decides it.`,
      })
    },
  )

  test.each([
    ['{"a": }', 'The extra JSON is not JSON yet. Mend it, or empty it.'],
    ['[1]', 'Extra JSON is an object: names with values, in braces.'],
    ['null', 'Extra JSON is an object: names with values, in braces.'],
    ['"text"', 'Extra JSON is an object: names with values, in braces.'],
    ['{"__proto__": 1}', 'Extra JSON cannot have "__proto__".'],
  ])('%s is told in a sentence', (text, problem) => {
    expect(checkExtra(text, [])).toEqual({ values: {}, problem })
  })

  test('of a preset it comes beside what is there, and takes the place of what has its name', () => {
    expect(withExtra('{"a": 1, "b": 1}', { b: 2 })).toBe('{\n  "a": 1,\n  "b": 2\n}')
    expect(withExtra('{"half', {})).toBe('{"half')
  })
})

describe('what is no JSON', () => {
  test.each([
    ['{"a": 1,}', 'Line 1, column 9: a name in quotation marks is needed here.'],
    ['{\n  "a": 1\n  "b": 2\n}', 'Line 3, column 3: a comma is needed here.'],
    ['{"a" 1}', 'Line 1, column 6: a colon is needed here.'],
    ['{\r\n"a":\r\n}', 'Line 3, column 1: a value is needed here.'],
    ['{"a": 1', 'Line 1, column 8: a closing brace is missing here.'],
    ["{'a': 1}", 'Line 1, column 2: something here is no JSON: texts stand in quotation marks.'],
  ])('%j is told with its place', (text, sentence) => {
    expect(findJsonError(text)).toBe(sentence)
  })

  test('is told for every text that the browser does not take, and for no other', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'a', ' ', '\n') }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        if (text.trim() !== '') expect(findJsonError(text) === null).toBe(isJson(text))
      }),
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
