import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'

/** A prompt with twenty versions, each the recipe of every twentieth picture, and an album of all in no order of time. */
export async function putInOrder(teamId: string, authorId: string): Promise<void> {
  const [promptId, albumId] = [uuid(), uuid()]
  const named = { teamId, createdById: authorId }
  await db.prompt.create({
    data: {
      ...named,
      id: promptId,
      scope: 'team',
      slug: 'harbour',
      title: 'Harbour',
      text: 'A harbour',
      tags: [],
    },
  })
  const versions = Array.from({ length: 20 }, (_, index) => ({ id: uuid(), number: index + 1 }))
  await db.promptVersion.createMany({
    data: versions.map(({ id, number }) => ({
      id,
      number,
      teamId,
      promptId,
      authorId,
      text: `A harbour, ${number}`,
    })),
  })
  const images = await db.image.findMany({ where: { teamId }, orderBy: { id: 'asc' } })
  for (const [index, { id }] of versions.entries()) {
    const ids = images
      .filter((_, at) => at % versions.length === index)
      .map(({ generationId }) => generationId)
    await db.generation.updateMany({ where: { id: { in: ids } }, data: { promptVersionId: id } })
  }
  await db.album.create({ data: { ...named, id: albumId, name: 'All of it' } })
  await db.albumImage.createMany({
    data: images.map(({ id, createdAt }, at) => ({
      albumId,
      imageId: id,
      teamId,
      rank: (at * 7919) % images.length,
      imageCreatedAt: createdAt,
    })),
  })
}

/** What of a team an archive must bring over: every picture by its bytes, with its recipe, version and place. */
export async function wholeOf(teamId: string): Promise<unknown[]> {
  const album = await db.album.findFirstOrThrow({ where: { teamId }, select: { id: true } })
  const places = await db.albumImage.findMany({
    where: { albumId: album.id },
    orderBy: { rank: 'asc' },
    select: {
      image: {
        select: {
          position: true,
          width: true,
          height: true,
          modelId: true,
          file: { select: { sha256: true, bytes: true, mime: true } },
          generation: {
            select: {
              prompt: true,
              parameters: true,
              status: true,
              version: { select: { number: true, text: true } },
            },
          },
        },
      },
    },
  })
  return places.map(({ image }) => ({ ...image, file: { ...image.file, bytes: Number(image.file.bytes) } }))
}

/** How many of a team's originals are in the storage and are, by their hash, what they are called. */
export async function countSound(teamId: string): Promise<number> {
  const files = await db.file.findMany({ where: { teamId }, select: { sha256: true } })
  let sound = 0
  for (const { sha256 } of files) {
    const bytes = await buffer(await storage().read(originalKey(teamId, sha256)))
    if (createHash('sha256').update(bytes).digest('hex') === sha256) sound++
  }
  return sound
}
