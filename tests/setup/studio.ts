import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import type { Role } from '#lib/auth/schema.ts'
import { HttpClient } from './http-client.ts'
import type { ServerProcess } from './server-process.ts'
import { startServer } from './server-process.ts'

export const password = 'correct horse battery'

/** Stands in everything that the team has: whoever is not in the team may never see it. */
export const secretWord = 'xanthic-heron'

/** What an address or an argument can name. A new kind of thing is seeded below, once visible and once private. */
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
  member: uuid(),
})

export type Name = 'owner' | 'member' | 'guest' | 'former' | 'foreigner'

export interface Studio {
  server: ServerProcess
  dataDir: string
  /** What everybody in the team sees, by the owner. */
  ours: Things
  /** What is the owner's alone. */
  hidden: Things
  /** What is in the foreigner's team. */
  theirs: Things
  signIn(name: Name): Promise<HttpClient>
  stop(): Promise<void>
}

const emailOf = (name: Name) => `${name}.${secretWord}@example.test`

/**
 * A built server whose database has two teams with people, pictures and history; written before it starts, by the
 * product's own modules. They read the environment when they are loaded, so a process seeds one studio.
 */
export async function startStudio(
  env: Record<string, string> = {},
  /** Writes more into the database before the server starts. */
  more: (things: Pick<Studio, 'ours' | 'hidden' | 'theirs'>) => Promise<void> = async () => undefined,
): Promise<Studio> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-studio-'))
  process.env.DATA_DIR = dataDir
  process.env.LOG_LEVEL = 'silent'
  const things = await seed(more)
  const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env })
  return {
    server,
    dataDir,
    ...things,
    signIn: async (name) => {
      const client = new HttpClient(server.url)
      const answer = await client.act('auth.signInWithPassword', [{ email: emailOf(name), password }])
      if (client.cookieHeader === '')
        throw new Error(`${name} could not sign in: ${answer.status} ${answer.text}`)
      return client
    },
    stop: async () => {
      await server.kill('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function seed(
  more: NonNullable<Parameters<typeof startStudio>[1]>,
): Promise<Pick<Studio, 'ours' | 'hidden' | 'theirs'>> {
  const [{ openDatabase }, { installDatabase, db }, { hashPassword }] = await Promise.all([
    import('#lib/db/open.ts'),
    import('#lib/db/client.ts'),
    import('#lib/auth/password.ts'),
  ])
  const database = await openDatabase()
  installDatabase(database)
  const passwordHash = await hashPassword(password)
  const teams = { ours: await aTeam('ours'), theirs: await aTeam('theirs') }

  async function aTeam(name: string): Promise<{ id: string; slug: string }> {
    const team = { id: uuid(), slug: `${name}-team`, name: `${name} ${secretWord}` }
    await db.team.create({ data: team })
    return team
  }

  async function aMember(name: Name, team: { id: string }, role: Role, leftAt: Date | null = null) {
    const user = { id: uuid(), email: emailOf(name), name: `${name} ${secretWord}`, passwordHash }
    await db.user.create({ data: { ...user, isAdmin: name === 'owner' } })
    await db.membership.create({ data: { id: uuid(), teamId: team.id, userId: user.id, role, leftAt } })
    return user.id
  }

  const owner = await aMember('owner', teams.ours, 'owner')
  await aMember('member', teams.ours, 'member')
  await aMember('guest', teams.ours, 'guest')
  const former = await aMember('former', teams.ours, 'admin', new Date())
  const foreigner = await aMember('foreigner', teams.theirs, 'owner')
  const things = {
    ours: await somethingMade(teams.ours, owner, 'team'),
    hidden: { ...(await somethingMade(teams.ours, owner, 'private')), member: former },
    theirs: await somethingMade(teams.theirs, foreigner, 'team'),
  }
  await more(things)
  installDatabase(null)
  await database.close()
  return things
}

/** A generation with its attempt, its picture and what it cost. */
async function somethingMade(
  team: { id: string; slug: string },
  authorId: string,
  visibility: 'team' | 'private',
): Promise<Things> {
  const [{ db }, { storage }, { originalKey }] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/storage/storage.ts'),
    import('#lib/storage/port.ts'),
  ])
  const ids = { generation: uuid(), attempt: uuid(), file: uuid(), image: uuid() }
  const color = { r: Number.parseInt(ids.image.slice(-2), 16), g: 80, b: 120 }
  const bytes = await sharp({ create: { width: 32, height: 32, channels: 3, background: color } })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await storage().put(originalKey(team.id, sha256), bytes)
  const common = {
    teamId: team.id,
    authorId,
    modelId: 'imagen-3.0-generate-002',
    visibility,
    environment: 'live' as const,
  }
  const now = new Date()
  await db.generation.create({
    data: {
      ...common,
      id: ids.generation,
      actor: `u:${authorId}`,
      requestKey: ids.generation,
      bodyHash: 'x',
      source: 'playground',
      mode: 'text-to-image',
      prompt: `A ${secretWord}`,
      parameters: {},
      n: 1,
      recipeHash: 'x',
      status: 'succeeded',
      costMicros: 30_000n,
      costSource: 'answer',
      periodStart: now,
      startedAt: now,
      finishedAt: now,
    },
  })
  const traceId = ids.attempt.replaceAll('-', '')
  await db.attempt.create({
    data: {
      id: ids.attempt,
      teamId: team.id,
      generationId: ids.generation,
      number: 1,
      upstream: 'lumenfall',
      traceId,
      state: 'succeeded',
      leaseOwner: '',
      leaseUntil: now,
      sentAt: now,
      finishedAt: now,
    },
  })
  const file = {
    id: ids.file,
    teamId: team.id,
    sha256,
    bytes: bytes.length,
    mime: 'image/png',
    state: 'stored' as const,
  }
  await db.file.create({ data: file })
  const image = { ...common, id: ids.image, position: 0, width: 32, height: 32, fileId: ids.file }
  await db.image.create({ data: { ...image, generationId: ids.generation, attemptId: ids.attempt } })
  const batch = await aBatchOf(ids.generation, { teamId: team.id, authorId, visibility })
  const kept = await somethingKept(team, visibility === 'team' ? 'team' : authorId)
  const input = uuid()
  const place = { teamId: team.id, fileId: ids.file }
  await db.upload.create({ data: { ...place, id: input, userId: authorId, width: 32, height: 32 } })
  await db.generationInput.create({
    data: { ...place, generationId: ids.generation, role: 'image', position: 0, uploadId: input },
  })
  const search = uuid()
  await db.savedSearch.create({
    data: {
      id: search,
      teamId: team.id,
      userId: authorId,
      name: `${visibility} ${secretWord}`,
      query: secretWord,
    },
  })
  const share = await aShareOf(ids, { teamId: team.id, createdById: authorId })
  const made = { generation: ids.generation, image: ids.image, input, batch }
  const put = await somethingPut(team, authorId, ids.image, visibility)
  const known = await somethingKnown(team, authorId, ids.image, visibility)
  return { team: team.slug, ...made, search, share, ...kept, ...put, ...known, member: authorId }
}

/** A link to a generation, that opens. */
async function aShareOf(
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
async function aBatchOf(
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
async function somethingPut(
  { id: teamId }: { id: string },
  createdById: string,
  imageId: string,
  visibility: 'team' | 'private',
): Promise<Pick<Things, 'album' | 'tag' | 'change'>> {
  const { db } = await import('#lib/db/client.ts')
  const [album, tag, change] = [uuid(), uuid(), uuid()]
  const trashedAt = visibility === 'team' ? null : new Date()
  await db.album.create({ data: { id: album, teamId, createdById, name: `A ${secretWord}`, trashedAt } })
  const image = { imageId, teamId, imageCreatedAt: new Date() }
  await db.albumImage.create({ data: { ...image, albumId: album, rank: 1 } })
  await db.tag.create({ data: { id: tag, teamId, name: `${secretWord} ${visibility}` } })
  await db.imageTag.create({ data: { ...image, tagId: tag } })
  const done = { change: { kind: 'tag', tags: [secretWord] }, state: 'done', total: 1, done: 1 } as const
  await db.bulkChange.create({ data: { id: change, teamId, userId: createdById, ...done } })
  return { album, tag, change }
}

/** A prompt of the library with a history, and an example. Hidden they are somebody's own. */
async function somethingKnown(
  { id: teamId }: { id: string },
  authorId: string,
  imageId: string,
  visibility: 'team' | 'private',
): Promise<Pick<Things, 'prompt' | 'version' | 'folder' | 'example'>> {
  const { db } = await import('#lib/db/client.ts')
  const [prompt, version, folder, example] = [uuid(), uuid(), uuid(), uuid()]
  const [isOurs, title, text] = [visibility === 'team', `A ${secretWord}`, secretWord]
  const place = { teamId, scope: isOurs ? 'team' : authorId }
  await db.folder.create({ data: { id: folder, ...place, name: secretWord } })
  const about = {
    slug: secretWord,
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
  const owner = { ownerId: isOurs ? null : authorId, createdById: authorId }
  const shown = { imageId, modelId, recipe, title, note: secretWord, rank: 1 }
  await db.example.create({ data: { id: example, teamId, ...owner, ...shown } })
  return { prompt, version, folder, example }
}

/** A preset and a list. */
async function somethingKept(
  team: { id: string },
  scope: string,
): Promise<Pick<Things, 'preset' | 'wildcard'>> {
  const { db } = await import('#lib/db/client.ts')
  const [preset, wildcard] = [uuid(), uuid()]
  const place = { teamId: team.id, scope }
  await db.preset.create({
    data: { id: preset, ...place, name: `A ${secretWord}`, values: { seed: secretWord } },
  })
  await db.wildcard.create({ data: { id: wildcard, ...place, name: secretWord, lines: [secretWord] } })
  return { preset, wildcard }
}
