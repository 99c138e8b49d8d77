import { expect, test } from 'vitest'
import { aStandin, newestRequest } from './testing.ts'

const CHAT = {
  model: 'google/gemini-3-flash-preview',
  messages: [
    { role: 'system', content: 'Rewrite the prompt.' },
    { role: 'user', content: 'A red fox in the snow.' },
  ],
} as const

test('the client gets a rewritten prompt, which costs a little', async () => {
  const place = await aStandin()
  const answer = await place.client.chat.completions.create({ ...CHAT, messages: [...CHAT.messages] })
  const text = answer.choices[0]?.message.content ?? ''
  expect(text).toContain('a red fox in the snow, ')
  expect(answer.usage?.total_tokens).toBeGreaterThan(20)
  const { totalMicros } = place.standin.control.bill()
  expect(totalMicros).toBeGreaterThan(0)
  expect(await newestRequest(place)).toMatchObject({ cost: totalMicros / 1e6, status: 'completed' })
})

test('streamed, the words are the same, and the usage comes when asked for', async () => {
  const { client } = await aStandin()
  const messages = [...CHAT.messages]
  const whole = await client.chat.completions.create({ ...CHAT, messages })
  const stream_options = { include_usage: true }
  const stream = await client.chat.completions.create({ ...CHAT, messages, stream: true, stream_options })
  let text = ''
  let tokens = 0
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    tokens = chunk.usage?.total_tokens ?? tokens
  }
  expect([text, tokens]).toEqual([whole.choices[0]?.message.content, whole.usage?.total_tokens])
})

test('a chat can be estimated, and an image model does not chat', async () => {
  const { client, standin } = await aStandin()
  const messages = [...CHAT.messages]
  const estimate = await client.post('/chat/completions', {
    query: { dryRun: 'true' },
    body: { ...CHAT, messages },
  })
  expect(estimate).toMatchObject({ estimated: true, components: [{ type: 'input' }, { type: 'output' }] })
  await expect(client.chat.completions.create({ model: 'imagen-3', messages })).rejects.toMatchObject({
    status: 400,
    code: 'INVALID_REQUEST',
  })
  expect(standin.control.bill().totalMicros).toBe(0)
})
