import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { createShare, getShare, listShares, refreshShare } from '#lib/shares/data.ts'
import type { ShareInput } from '#lib/shares/schema.ts'
import { aCrowd } from '#tests/setup/library.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { openWorld } from '#tests/setup/world.ts'
import { addExamples, moveExamples, removeExample } from './data.ts'

openWorld()

/** Adds images to one's own examples; the ids of the examples. */
async function add(viewer: Viewer, images: readonly string[], more: { isOnProfile?: boolean } = {}) {
  const given = images.map((image) => ({ id: uuid(), image }))
  const said = { owner: 'mine', title: '', note: '', isOnProfile: false, ...more } as const
  await addExamples(viewer, { ...said, images: given })
  return given.map(({ id }) => id)
}

describe('a page that is shared', () => {
  const aShare = (member: string): ShareInput => ({
    id: uuid(),
    source: { kind: 'profile', member },
    title: 'My page',
    note: '',
    switches: {
      showPrompts: false,
      showParameters: false,
      allowDownload: false,
      allowRemix: false,
      showStars: false,
      showNames: false,
    },
    expiresInDays: 30,
    password: null,
  })

  test('holds what stands on it, in its order, and is brought up to date', async () => {
    const { member, colleague } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member, { images: 3 })
    const [a = '', b = '', c = ''] = imageIds
    await add(member, [a])
    const [second = ''] = await add(member, [b, c], { isOnProfile: true })
    const share = aShare(member.userId)
    await createShare(member, share)
    const held = async () => (await getShare(member, share.id)).images.map(({ id }) => id)
    expect(await held()).toEqual([b, c])
    expect((await listShares(member)).shares).toMatchObject([{ kind: 'profile', held: 2 }])
    await moveExamples(member, 'mine', { examples: [second], before: null })
    await refreshShare(member, share.id)
    expect(await held()).toEqual([c, b])
    await removeExample(member, second)
    expect((await getShare(member, share.id)).source).toEqual({ now: 1, kept: 1 })
    await createShare(colleague, { ...aShare(member.userId) })
  })

  test('is none where nothing stands on it', async () => {
    const { member, colleague } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(member)
    await add(member, imageIds)
    for (const viewer of [member, colleague])
      await expect(createShare(viewer, aShare(member.userId))).rejects.toMatchObject({ code: 'not_found' })
  })
})
