import { v7 as uuid } from 'uuid'

/** Stands in everything that the team has: whoever is not in the team may never see it. */
export const secretWord = 'xanthic-heron'

/** What an address or an argument can name. A new kind of thing is seeded here, once visible and once private. */
export interface Things {
  team: string
  generation: string
  image: string
  batch: string
  input: string
  preset: string
  wildcard: string
  search: string
  /** The id of a link, not its address. */
  share: string
  album: string
  tag: string
  /** Of many images, by the owner. */
  change: string
  /** Of the library, with two versions, of which this is the first. */
  prompt: string
  version: string
  folder: string
  example: string
  /** Somebody who is in the team; hidden is who left. */
  person: string
  invitation: string
  /** What the API billed for a call of the team. */
  bill: string
  /** Somebody in the team who is only there to be changed. */
  member: string
}

export const noThings = (): Things => ({
  team: 'no-such-team',
  generation: uuid(),
  image: uuid(),
  batch: uuid(),
  input: uuid(),
  preset: uuid(),
  wildcard: uuid(),
  search: uuid(),
  share: uuid(),
  album: uuid(),
  tag: uuid(),
  change: uuid(),
  prompt: uuid(),
  version: uuid(),
  folder: uuid(),
  example: uuid(),
  person: uuid(),
  invitation: uuid(),
  bill: uuid(),
  member: uuid(),
})

/** A link to a generation, that opens. */
export async function aShareOf(
  { generation, image }: { generation: string; image: string },
  place: { teamId: string; createdById: string },
): Promise<string> {
  const [{ db }, { hashShareToken, shareToken }] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/auth/share-secrets.ts'),
  ])
  const id = uuid()
  const about = { kind: 'generation' as const, sourceId: generation, title: `A ${secretWord}` }
  await db.share.create({ data: { id, ...place, ...about, tokenHash: hashShareToken(shareToken(id, 1)) } })
  await db.shareImage.create({ data: { shareId: id, teamId: place.teamId, imageId: image, rank: 1 } })
  return id
}

/** A batch of one cell, which has taken over what there was; of the environment in which the server will run. */
export async function aBatchOf(
  generationId: string,
  place: { teamId: string; authorId: string; visibility: 'team' | 'private' },
): Promise<string> {
  const { db } = await import('#lib/db/client.ts')
  const id = uuid()
  const about = { bodyHash: 'x', kind: 'variants' as const, title: `A ${secretWord}`, plan: {}, axes: [] }
  await db.batch.create({ data: { id, ...place, ...about, environment: 'standin' } })
  const cell = { batchId: id, teamId: place.teamId, position: 0, generationId, isReused: true }
  await db.batchCell.create({ data: cell })
  return id
}

/** An album and a tag with an image. Hidden is an album in the trash, and a tag that is only on what is private. */
export async function somethingPut(
  { id: teamId }: { id: string },
  createdById: string,
  imageId: string,
  visibility: 'team' | 'private',
  suffix: string,
): Promise<Pick<Things, 'album' | 'tag' | 'change'>> {
  const { db } = await import('#lib/db/client.ts')
  const [album, tag, change] = [uuid(), uuid(), uuid()]
  const trashedAt = visibility === 'team' ? null : new Date()
  await db.album.create({ data: { id: album, teamId, createdById, name: `A ${secretWord}`, trashedAt } })
  const image = { imageId, teamId, imageCreatedAt: new Date() }
  await db.albumImage.create({ data: { ...image, albumId: album, rank: 1 } })
  await db.tag.create({ data: { id: tag, teamId, name: `${secretWord} ${visibility}${suffix}` } })
  await db.imageTag.create({ data: { ...image, tagId: tag } })
  const done = { change: { kind: 'tag', tags: [secretWord] }, state: 'done', total: 1, done: 1 } as const
  await db.bulkChange.create({ data: { id: change, teamId, userId: createdById, ...done } })
  return { album, tag, change }
}

/** A prompt of the library with a history, and an example. Hidden they are somebody's own. */
export async function somethingKnown(
  { id: teamId }: { id: string },
  authorId: string,
  imageId: string,
  isOwn: boolean,
  suffix: string,
): Promise<Pick<Things, 'prompt' | 'version' | 'folder' | 'example'>> {
  const { db } = await import('#lib/db/client.ts')
  const [prompt, version, folder, example] = [uuid(), uuid(), uuid(), uuid()]
  const [title, text, slug] = [`A ${secretWord}`, secretWord, secretWord + suffix]
  const place = { teamId, scope: isOwn ? authorId : 'team' }
  await db.folder.create({ data: { id: folder, ...place, name: slug } })
  const about = {
    slug,
    title,
    description: secretWord,
    tags: [secretWord],
    text,
    folderId: folder,
  }
  await db.prompt.create({ data: { id: prompt, ...place, ...about, createdById: authorId } })
  const versions = [version, uuid()].map((id, index) => ({ id, number: index + 1, text: `${text} ${index}` }))
  await db.promptVersion.createMany({
    data: versions.map((each) => ({ ...each, teamId, promptId: prompt, note: secretWord, authorId })),
  })
  const modelId = 'imagen-3.0-generate-002'
  const settings = { variables: {}, modelId, provider: null, parameters: {}, extra: {}, n: 1, inputs: 0 }
  const recipe = { prompt: secretWord, template: null, ...settings }
  const owner = { ownerId: isOwn ? authorId : null, createdById: authorId }
  const shown = { imageId, modelId, recipe, title, note: secretWord, rank: 1 }
  await db.example.create({ data: { id: example, teamId, ...owner, ...shown } })
  return { prompt, version, folder, example }
}

/** A preset and a list. */
export async function somethingKept(
  team: { id: string },
  scope: string,
  suffix: string,
): Promise<Pick<Things, 'preset' | 'wildcard'>> {
  const { db } = await import('#lib/db/client.ts')
  const [preset, wildcard] = [uuid(), uuid()]
  const place = { teamId: team.id, scope }
  await db.preset.create({
    data: { id: preset, ...place, name: `A ${secretWord}${suffix}`, values: { seed: secretWord } },
  })
  await db.wildcard.create({
    data: { id: wildcard, ...place, name: secretWord + suffix, lines: [secretWord] },
  })
  return { preset, wildcard }
}

/** What the API billed for a call with this team's key, which nobody here made. */
export async function aBill({ id: teamId }: { id: string }): Promise<string> {
  const { db } = await import('#lib/db/client.ts')
  const id = uuid()
  const call = { upstream: 'lumenfall', upstreamRequestId: `${secretWord}-${id}`, modelId: secretWord }
  const bill = { environment: 'standin' as const, costMicros: 30_000n, billedAt: new Date() }
  await db.upstreamBill.create({ data: { id, teamId, ...call, ...bill, state: 'orphan' } })
  return id
}
