import { expect, test } from 'vitest'
import { answerFormsOf, imageCallSchema } from './schema.ts'

const imagen = 'imagen-3.0-generate-002'

test.each([
  ['url', imagen, false, ['url']],
  ['b64_json', imagen, false, ['b64_json']],
  ['b64_json', 'gpt-image-1.5', true, ['b64_json']],
  [undefined, imagen, false, ['url']],
  [null, imagen, false, ['url']],
  // Clients for these take the bytes without asking for them.
  [undefined, imagen, true, ['url', 'b64_json']],
  [undefined, 'gpt-image-1.5', false, ['url', 'b64_json']],
  [undefined, 'chatgpt-image-latest', false, ['url', 'b64_json']],
] as const)(
  'pictures asked for as %s of %s, an edit: %s, are answered as %o',
  (said, modelId, isEdit, forms) => {
    expect(answerFormsOf({ response_format: said }, modelId, isEdit)).toEqual(forms)
  },
)

test('a stream is refused with a sentence, and may be said not to be wanted', () => {
  const call = { model: imagen, prompt: 'A tram' }
  expect(imageCallSchema.safeParse({ ...call, stream: false }).success).toBe(true)
  expect(imageCallSchema.safeParse({ ...call, stream: true }).error?.issues[0]?.message).toContain(
    'leave it out',
  )
})
