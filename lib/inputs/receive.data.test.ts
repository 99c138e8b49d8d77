import { expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { blankPicture } from '#lib/picture.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { receiveUpload } from './data.ts'

openWorld()

const seconds = 5

/** An upload whose bytes are still on their way. */
function begin(viewer: Viewer) {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  let isRead = false
  const done = receiveUpload(viewer, () => {
    isRead = true
    return promise
  })
  done.catch(() => undefined)
  return { done, resolve, reject, isRead: () => isRead }
}

async function expectRefused(viewer: Viewer, message: string) {
  const upload = begin(viewer)
  await expect(Promise.race([upload.done, Promise.resolve('accepted')])).rejects.toMatchObject({
    code: 'throttled',
    message,
    retryAfterSeconds: seconds,
  })
  expect(upload.isRead()).toBe(false)
}

const ofOne = `You are adding 4 pictures already. Wait ${seconds} seconds, then try again.`
const ofAll = `Many pictures are being added right now. Wait ${seconds} seconds, then try again.`

test('uploads under way are few, for one person and for all, and what is above is not read', async () => {
  const team = await aTeam()
  const [ada, bob, eve] = [await aViewer({ team }), await aViewer({ team }), await aViewer()]
  const [picture, small] = [await blankPicture(64, 48), await blankPicture(8, 8)]
  const first = Array.from({ length: 4 }, () => begin(ada))
  await expectRefused(ada, ofOne)
  const others = [begin(bob), begin(bob), begin(bob), begin(eve)]
  for (const { isRead } of [...first, ...others]) expect(isRead()).toBe(true)
  await expectRefused(bob, ofAll)
  await expectRefused(eve, ofAll)

  const [one, two] = first
  one?.resolve(picture)
  expect(await one?.done).toMatchObject({ from: 'upload', width: 64 })
  const next = begin(eve)
  expect(next.isRead()).toBe(true)
  two?.reject(new AppError('too_large', 'Too large.'))
  await expect(two?.done).rejects.toMatchObject({ code: 'too_large' })
  const last = begin(ada)
  expect(last.isRead()).toBe(true)
  for (const { resolve } of [...first, ...others, next, last]) resolve(small)
  await Promise.allSettled([...first, ...others, next, last].map(({ done }) => done))

  const again = Array.from({ length: 4 }, () => begin(ada))
  for (const { resolve } of again) resolve(small)
  for (const { done } of again) expect(await done).toMatchObject({ width: 8 })
})

test('a guest is refused before anything of theirs is read', async () => {
  const upload = begin(await aViewer({ role: 'guest' }))
  await expect(upload.done).rejects.toMatchObject({ code: 'forbidden' })
  expect(upload.isRead()).toBe(false)
})
