import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decodeBase64, parseJson } from '../reading.ts'
import { parseAnswer } from './slices.ts'

const pictures = [randomBytes(90_000), randomBytes(70_001), randomBytes(80_002)]
const encoded = pictures.map((bytes) => bytes.toString('base64'))
const answer = (data: unknown[], more: object = {}) =>
  Buffer.from(JSON.stringify({ id: 'req_1', data, metadata: { cost: 0.03, ...more } }))

/** With what was cut out put back. */
function whole(body: Buffer): unknown {
  const { json, decoded } = parseAnswer(body)
  const text = JSON.stringify(json, (_key, value: unknown) =>
    typeof value === 'string' ? (decoded.get(value)?.toString('base64') ?? value) : value,
  )
  return text === undefined ? undefined : JSON.parse(text)
}

describe('an answer with its pictures cut out', () => {
  test('is the same answer, with the same pictures in their order', () => {
    const body = answer(encoded.map((b64_json, index) => ({ b64_json, revised_prompt: `The ${index}.` })))
    expect(whole(body)).toEqual(parseJson(body))
    const { json, decoded } = parseAnswer(body)
    expect(JSON.stringify(json).length).toBeLessThan(1_000)
    expect([...decoded.values()]).toEqual(pictures)
  })

  test('may have blanks, and a data URL around a picture', () => {
    const data = `{"b64_json"  :\n "data:image/png;base64,${encoded[0]}"}`
    const body = Buffer.from(`{"data": [${data}]}`)
    expect(parseAnswer(body).decoded.size).toBe(1)
    expect([...parseAnswer(body).decoded.values()]).toEqual([pictures[0]])
  })

  test.each([
    ['escapes in the base64', Buffer.from(`{"data":[{"b64_json":"${encoded[0]?.replaceAll('/', '\\/')}"}]}`)],
    [
      'the name in the words of a prompt',
      answer([{ b64_json: encoded[0], revised_prompt: '"b64_json":"AAAA"' }]),
    ],
    ['the name as a text', answer([{ b64_json: encoded[0], revised_prompt: 'b64_json' }])],
    ['nothing where a picture should be', answer([{ b64_json: null }, { b64_json: encoded[1] }])],
    ['what is no base64', answer([{ b64_json: `${encoded[0]}!?` }])],
    ['the mark of what was cut out', answer([{ b64_json: encoded[0], revised_prompt: 'atelier-slice-0' }])],
    ['words beyond ASCII', answer([{ b64_json: encoded[0], revised_prompt: 'Ein schöner Hafen 🌊' }])],
  ])('holds %s as JSON has it', (_what, body) => {
    expect(whole(body)).toEqual(parseJson(body))
  })

  test.each([
    ['that breaks off', answer([{ b64_json: encoded[0] }]).subarray(0, 100_000)],
    ['that ends behind the picture', answer([{ b64_json: encoded[0] }]).subarray(0, -10)],
    ['with a line break in the base64', Buffer.from(`{"data":[{"b64_json":"\n${encoded[0]}"}]}`)],
  ])('is none where it is one %s', (_what, body) => {
    expect(parseAnswer(body).json).toBeUndefined()
  })
})

test('base64 of which a part is none is no picture', () => {
  expect(decodeBase64('AAAA!AAA')).toBeNull()
  expect(decodeBase64('')).toBeNull()
})
