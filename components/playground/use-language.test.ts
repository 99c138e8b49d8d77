import { expect, test } from 'vitest'
import { readWords } from './use-language.ts'

const words = { variables: {}, isPlain: false, sample: null }
const lists = new Map<string, readonly string[]>()

test('a prompt is counted, and the first of its texts is there', () => {
  const written = readWords({ ...words, prompt: 'A {red|blue} {{thing=boat}}' }, lists)
  expect(written).toMatchObject({ texts: 2n, single: 'A red boat', problem: null })
})

test('a plain prompt is itself', () => {
  const written = readWords({ ...words, prompt: 'A {red|blue} boat', isPlain: true }, lists)
  expect(written).toMatchObject({ texts: 1n, single: 'A {red|blue} boat', problem: null })
})

test('of what could not be sent, nothing is made', () => {
  const variables = { a: 'x'.repeat(32_000) }
  const written = readWords({ ...words, prompt: '{{a}}'.repeat(6_300), variables }, lists)
  expect(written.single).toBe('')
  expect(written.problem).toContain('up to 201,600,000 characters')
  const plain = readWords({ ...words, prompt: 'x'.repeat(32_001), isPlain: true }, lists)
  expect(plain.problem).toContain('up to 32,001 characters')
})
