import { expect, test } from 'vitest'
import { whyNotRead } from './lists-read.ts'

const loading = 'The lists are being loaded.'
const refused = new Error('These lists name each other too often.')

test.each([
  ['no lists are named', [], { names: [], isRead: false, error: null }, null],
  ['no lists are named any more', [], { names: ['a'], isRead: false, error: null }, null],
  ['they were just written', ['a'], { names: [], isRead: false, error: null }, loading],
  ['one more was just written', ['a', 'b'], { names: ['a'], isRead: true, error: null }, loading],
  ['they are on their way', ['a'], { names: ['a'], isRead: false, error: null }, loading],
  ['others were refused before', ['b'], { names: ['a'], isRead: false, error: refused }, loading],
  ['they are refused', ['a'], { names: ['a'], isRead: false, error: refused }, refused.message],
  ['they are here', ['a'], { names: ['a'], isRead: true, error: null }, null],
  ['they are here, and could not be read again', ['a'], { names: ['a'], isRead: true, error: refused }, null],
  ['one was just removed', ['a'], { names: ['a', 'b'], isRead: true, error: null }, null],
])('when %s, a prompt is expanded or not', (_name, names, asked, expected) => {
  expect(whyNotRead(names, asked)).toBe(expected)
})
