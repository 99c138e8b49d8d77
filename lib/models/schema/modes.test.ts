import { expect, test } from 'vitest'
import { readModelCard } from './card.ts'
import { waysOf } from './modes.ts'
import { readParameterSchema } from './read.ts'

const ways = (words: object, properties: object | null) => {
  const card = readModelCard({ id: 'some-model', ...words })
  if (!card) throw new Error('It has an id.')
  return waysOf(card, properties && readParameterSchema({ properties }))
}

const image = { type: 'string', contentEncoding: 'binary' }
const fromText = { modes: ['text-to-image'], inputs: null, takesPrompt: true }

test.each([
  ['a model of which nothing is said', {}, null, fromText],
  ['a schema without pictures', { tags: ['image-editing'] }, { prompt: {} }, fromText],
  [
    'a schema with a picture and a mask',
    {},
    { prompt: {}, image, mask: image },
    { modes: ['text-to-image', 'image-edit'], inputs: { min: 0, max: 1, mask: true }, takesPrompt: true },
  ],
  [
    'a model that the catalogue calls an editor alone',
    { tags: ['image-editing'] },
    { prompt: {}, image },
    { modes: ['image-edit'], inputs: { min: 1, max: 1, mask: false }, takesPrompt: true },
  ],
  [
    'an upscaler',
    { tags: ['image-upscaling'] },
    { image, scale_factor: { type: 'number' } },
    { modes: ['upscale'], inputs: { min: 1, max: 1, mask: false }, takesPrompt: false },
  ],
  [
    'an upscaler that is told something',
    { tags: ['image-upscaling'] },
    { prompt: {}, image },
    { modes: ['upscale'], inputs: { min: 1, max: 1, mask: false }, takesPrompt: true },
  ],
  [
    'an upscaler whose schema cannot be read',
    { tags: ['image-upscaling'] },
    null,
    { modes: ['upscale'], inputs: { min: 1, max: 1, mask: false }, takesPrompt: false },
  ],
  [
    'a schema with a picture and no words, of which nothing is said',
    {},
    { image },
    { modes: ['upscale'], inputs: { min: 1, max: 1, mask: false }, takesPrompt: false },
  ],
])('%s', (_name, words, properties, expected) => {
  expect(ways(words, properties)).toEqual(expected)
})
