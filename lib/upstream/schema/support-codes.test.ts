import { expect, test } from 'vitest'
import { explainSupportCodes } from './support-codes.ts'

const ofPictures =
  "Unable to show generated images. All images were filtered out because they violated Vertex AI's usage guidelines. " +
  'You will not be charged for blocked images. Try rephrasing the prompt. Support codes: '

test.each([
  [`${ofPictures}56562880`, 'violence in the picture (support code 56562880)'],
  [
    `${ofPictures}63429089, 22137204`,
    'sexual content in the picture (support code 63429089), hate in the picture (support code 22137204)',
  ],
  [`${ofPictures}29310472`, 'a celebrity (support code 29310472)'],
  [
    'The prompt could not be submitted. Support codes: 29310472',
    'a celebrity in the prompt (support code 29310472)',
  ],
  ['Blocked. Support code: 61493863.', 'violence in the prompt (support code 61493863)'],
  [
    'All providers failed. Last failure: support codes: 64151117',
    'a celebrity or a child (support code 64151117)',
  ],
  ['Support codes: 42876398', 'a reason that it does not name (support code 42876398)'],
  ['Support codes: 12345678', 'a reason that it does not name (support code 12345678)'],
  [
    'Support codes: 56562880, 56562880. Support codes: 56562880',
    'violence in the picture (support code 56562880)',
  ],
])('%s is explained', (message, reason) => {
  expect(explainSupportCodes(message)).toBe(`The provider filtered it: ${reason}.`)
})

test.each([
  '',
  'No.',
  'Support codes: none',
  'Support codes: 1',
  'Code 56562880',
  'Support codes: constructor',
])('%j has no codes to explain', (message) => expect(explainSupportCodes(message)).toBeNull())
