import { expect, test } from 'vitest'
import { limitNetwork, limitPerson } from './limits.ts'

test('a person changes three hundred things a minute; another person is not held up by that', async () => {
  for (let index = 0; index < 300; index++) await limitPerson('ada')
  await expect(limitPerson('ada')).rejects.toMatchObject({
    code: 'throttled',
    retryAfterSeconds: expect.any(Number),
    message: expect.stringMatching(/Wait \d+ seconds/),
  })
  await limitPerson('bob')
})

test('what nobody signed in for is counted by network, however many addresses it has', async () => {
  for (let index = 0; index < 120; index++) await limitNetwork(`2001:db8:1:2::${index.toString(16)}`)
  await expect(limitNetwork('2001:db8:1:2:ffff::1')).rejects.toMatchObject({ code: 'throttled' })
  await limitNetwork('2001:db8:1:3::1')
  await limitNetwork('203.0.113.7')
})
