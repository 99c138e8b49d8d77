import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { createGeneration, getGeneration, setVisibility } from '#lib/generations/data.ts'
import { removeImages } from '#lib/images/data.ts'
import { revokeToken } from '#lib/tokens/data.ts'
import { aGenerationInput, aProgram, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { fileLinkQuery, fileLinkSchema, fileLinkViewer } from './file-links.ts'
import type { Caller } from './schema.ts'

const world = openWorld()

/** A picture of a member's in a team, and programs of theirs, of a colleague and of a stranger. */
async function aPicture() {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const input = aGenerationInput()
  const worker = await world.work()
  await createGeneration(author, input)
  const image = await eventually(async () => (await getGeneration(author, input.id)).images[0]?.id)
  await worker.stop(10_000)
  return {
    team,
    author,
    colleague,
    generation: input.id,
    image,
    own: await aProgram(author),
    other: await aProgram(colleague),
    stranger: await aProgram(await aViewer()),
  }
}

const linkOf = (caller: Caller, image: string, now?: number) =>
  fileLinkSchema.parse({
    image,
    ...Object.fromEntries(new URLSearchParams(fileLinkQuery(caller, image, now))),
  })

test('an address shows a picture to the program that it was given to, for an hour', async () => {
  const { image, own, other } = await aPicture()
  for (const caller of [own, other])
    expect(await fileLinkViewer(linkOf(caller, image))).toMatchObject({ tokenId: caller.tokenId })
  expect(await fileLinkViewer(linkOf(own, image, Date.now() - 59 * 60_000))).not.toBeNull()
  expect(await fileLinkViewer(linkOf(own, image, Date.now() - 61 * 60_000))).toBeNull()
})

test('what was changed in it opens nothing', async () => {
  const { image, own, other, stranger } = await aPicture()
  const link = linkOf(own, image)
  for (const change of [
    { until: link.until + 1 },
    { token: other.tokenId },
    { key: '' },
    { key: link.key.replace(/^./, link.key.startsWith('A') ? 'B' : 'A') },
  ])
    expect(await fileLinkViewer({ ...link, ...change }), JSON.stringify(change)).toBeNull()
  // Signed, but for a program that never saw it.
  expect(await fileLinkViewer(linkOf(stranger, image))).toBeNull()
})

test('it ends with its token, and with the membership of whose that is', async () => {
  const { image, author, own, other, colleague } = await aPicture()
  const [mine, theirs] = [linkOf(own, image), linkOf(other, image)]
  await revokeToken(author, own.tokenId)
  expect(await fileLinkViewer(mine)).toBeNull()
  expect(await fileLinkViewer(theirs)).not.toBeNull()
  await db.membership.updateMany({ where: { userId: colleague.userId }, data: { leftAt: new Date() } })
  expect(await fileLinkViewer(theirs)).toBeNull()
})

test('it ends when the picture is thrown away, for its author too', async () => {
  const { image, author, own, other } = await aPicture()
  const links = [linkOf(own, image), linkOf(other, image)]
  await removeImages(author, [image])
  for (const link of links) expect(await fileLinkViewer(link)).toBeNull()
})

test('as whom it shows is whose token it is: what became private is not a colleague’s to see', async () => {
  const { image, author, generation, own, other } = await aPicture()
  await setVisibility(author, generation, 'private')
  const { getImageBytes } = await import('#lib/images/data.ts')
  const open = async (caller: Caller) => {
    const viewer = await fileLinkViewer(linkOf(caller, image))
    return viewer && getImageBytes(viewer, image, 'original')
  }
  expect(await open(own)).toMatchObject({ mime: 'image/png' })
  await expect(open(other)).rejects.toMatchObject({ code: 'not_found' })
})
