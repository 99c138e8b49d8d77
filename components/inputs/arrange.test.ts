import { expect, test } from 'vitest'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { moved, withImage, withImages, withMask } from './arrange.ts'

const picture = (id: string): VisibleInput => ({
  role: 'image',
  from: 'upload',
  id,
  width: 8,
  height: 8,
  thumbhash: null,
})
const [a, b, c] = [picture('a'), picture('b'), picture('c')]
const mask: VisibleInput = { ...picture('m'), role: 'mask' }
const ids = (inputs: VisibleInput[]) => inputs.map(({ id }) => id).join('')

test('pictures are added at the end, once each, and instead of the only one', () => {
  expect(ids(withImage([a, b], c, 3))).toBe('abc')
  expect(ids(withImage([a, b], a, 3))).toBe('ba')
  expect(ids(withImage([a], b, 1))).toBe('b')
})

test('a mask stays for as long as its picture is the first', () => {
  expect(ids(withImage([a, mask], b, 3))).toBe('abm')
  expect(ids(moved([a, b, mask], 'b', -1))).toBe('ba')
  expect(ids(withImages([a, b, mask], [a]))).toBe('am')
  expect(ids(withImages([a, b, mask], [b]))).toBe('b')
  expect(withMask([a], mask)).toEqual([a, mask])
  expect(ids(withMask([a, mask], null))).toBe('a')
})

test('the first does not move earlier, nor the last later', () => {
  expect(ids(moved([a, b, c], 'a', -1))).toBe('abc')
  expect(ids(moved([a, b, c], 'c', 1))).toBe('abc')
  expect(ids(moved([a, b, c], 'a', 1))).toBe('bac')
})
