import { expect, test } from 'vitest'
import { readinessOf } from './lists-read.ts'

const refused = new Error('These lists name each other too often.')
const ready = { isLoading: false, problem: null }
const loading = { isLoading: true, problem: null }
const failed = { isLoading: false, problem: refused.message }

test.each([
  ['no lists are named', [], { names: [], isRead: false, error: null }, ready],
  ['no lists are named any more', [], { names: ['a'], isRead: false, error: null }, ready],
  ['they were just written', ['a'], { names: [], isRead: false, error: null }, loading],
  ['one more was just written', ['a', 'b'], { names: ['a'], isRead: true, error: null }, loading],
  ['they are on their way', ['a'], { names: ['a'], isRead: false, error: null }, loading],
  ['others were refused before', ['b'], { names: ['a'], isRead: false, error: refused }, loading],
  ['they are refused', ['a'], { names: ['a'], isRead: false, error: refused }, failed],
  ['they are here', ['a'], { names: ['a'], isRead: true, error: null }, ready],
  [
    'they are here, and could not be read again',
    ['a'],
    { names: ['a'], isRead: true, error: refused },
    ready,
  ],
  ['one was just removed', ['a'], { names: ['a', 'b'], isRead: true, error: null }, ready],
])('when %s, a prompt is expanded or not', (_name, names, asked, expected) => {
  expect(readinessOf(names, asked)).toEqual(expected)
})
