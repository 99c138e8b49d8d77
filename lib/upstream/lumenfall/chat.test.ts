import { expect, test } from 'vitest'
import { adapterAt } from '#tests/unit/lumenfall.ts'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'

const question = { model: 'some/model', system: 'Rewrite.', user: 'A cat' }
const choices = (content: unknown) => [{ message: { role: 'assistant', content } }]

async function answered(body: unknown) {
  return adapterAt((await aJsonServer(body)).url).chat(question)
}

test.each([
  [{ usage: { cost: 0.00042 } }, 420],
  [{ metadata: { cost: 0.001 }, usage: { cost: 5 } }, 1_000],
  [{ usage: { total_tokens: 7 } }, null],
  [{ usage: { cost: -1 } }, null],
  [{ usage: null, metadata: 'x' }, null],
])('with %j it is told what it cost', async (rest, costMicros) => {
  expect(await answered({ choices: choices('A grey cat'), ...rest })).toEqual({
    text: 'A grey cat',
    costMicros,
  })
})

test('of an answer in parts the texts are taken', async () => {
  const content = [{ type: 'text', text: 'A grey ' }, { x: 1 }, null, { text: 'cat' }]
  expect(await answered({ choices: choices(content) })).toMatchObject({ text: 'A grey cat' })
})

test.each([
  ['no choices', { choices: [] }, 'unreadable_answer'],
  ['no text', { choices: choices(null) }, 'unreadable_answer'],
  ['something else', { hello: 1 }, 'unreadable_answer'],
  ['a list', [], 'unreadable_answer'],
  ['more than a chat says', { choices: choices('x'.repeat(2_000_000)) }, 'answer_too_large'],
  ['an error', { error: { code: 'INSUFFICIENT_BALANCE', message: 'x' } }, 'insufficient_balance'],
])('an answer with %s is a failure', async (_name, body, failure) => {
  await expect(answered(body)).rejects.toMatchObject({ name: 'UpstreamError', failure })
})

test('what fails is asked once', async () => {
  const server = await aServer((_, response) => response.writeHead(500).end('{}'))
  await expect(adapterAt(server.url).chat(question)).rejects.toMatchObject({ name: 'UpstreamError' })
  expect(server.hits()).toBe(1)
  await expect(adapterAt(await aDeadUrl()).chat(question)).rejects.toMatchObject({ failure: 'unreachable' })
})
