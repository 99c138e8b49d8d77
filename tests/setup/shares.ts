import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import type { Switches } from '#lib/shares/schema.ts'
import { password } from './studio.ts'

/** Words and ids that are somewhere in the database or the files, each a word that is nowhere else. */
export const planted = {
  prompt: 'quagga-prompt',
  template: 'quagga-template',
  revised: 'quagga-revised',
  model: 'quagga/model',
  provider: 'quagga-provider',
  parameter: 'quagga-parameter',
  extra: 'quagga-extra',
  traceId: 'feedfacefeedfacefeedfacefeedface',
  requestId: 'quagga-request',
  name: 'Quagga Personname',
  email: 'quagga-person@example.test',
  fileNote: 'quagga-filenote',
} as const

export const flags = {
  off: {},
  prompts: { showPrompts: true },
  parameters: { showParameters: true },
  names: { showNames: true },
  download: { allowDownload: true },
  all: {
    showPrompts: true,
    showParameters: true,
    allowDownload: true,
    allowRemix: true,
    showStars: true,
    showNames: true,
  },
} as const satisfies Record<string, Partial<Switches>>

export interface SharedWorld {
  /** By what they are: the secret part of each link's address. */
  tokens: Record<
    keyof typeof flags | 'revoked' | 'expired' | 'renewed' | 'locked' | 'lockedToo' | 'thrown',
    string
  >
  /** Ids and hashes that no link may tell. */
  secrets: string[]
  /** The ids of the links that open. */
  ids: Record<string, string>
}

type ShareData = Partial<Switches> & {
  version?: number
  passwordHash?: string
  revokedAt?: Date
  expiresAt?: Date
}

/**
 * Links of every kind, over three pictures: the first is shown, the second is in the trash, the third became private.
 * Made by a person whose name and address are planted, in the database that the studio is being written into.
 */
export async function seedShares(): Promise<SharedWorld> {
  const [{ db }, { hashPassword }, secrets] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/auth/password.ts'),
    import('#lib/auth/share-secrets.ts'),
  ])
  const teamId = uuid()
  const [maker, other] = [uuid(), uuid()]
  await db.team.create({ data: { id: teamId, slug: 'sharing-team', name: 'Northwind Studio' } })
  for (const [id, name, email] of [
    [maker, planted.name, planted.email],
    [other, 'Somebody Else', 'else@example.test'],
  ] as const) {
    await db.user.create({ data: { id, name, email, passwordHash: await hashPassword(password) } })
    await db.membership.create({ data: { id: uuid(), teamId, userId: id, role: 'editor' } })
  }
  const shown = await aPicture(teamId, maker, 0)
  const trashed = await aPicture(teamId, maker, 1, { trashedAt: new Date() })
  const hidden = await aPicture(teamId, other, 2, { visibility: 'private' })
  const images = [shown, trashed, hidden]

  const ids: Record<string, string> = {}
  async function aShare(name: string, data: ShareData = {}, of = images): Promise<string> {
    const id = uuid()
    ids[name] = id
    const { version = 1 } = data
    const token = secrets.shareToken(id, version)
    const about = { kind: 'selection' as const, title: `Harbour, ${name}`, note: 'Twelve directions.' }
    const place = { id, teamId, createdById: maker, tokenHash: secrets.hashShareToken(token) }
    await db.share.create({ data: { ...place, ...about, ...data } })
    await db.shareImage.createMany({
      data: of.map((image, index) => ({
        shareId: id,
        teamId,
        imageId: image.id,
        rank: index + 1,
        isStarred: true,
      })),
    })
    return token
  }
  const lock = { passwordHash: await hashPassword('open sesame'), ...flags.all }
  await aShare('renewed', { version: 2, ...flags.all })
  const tokens = {
    off: await aShare('off', flags.off),
    prompts: await aShare('prompts', flags.prompts),
    parameters: await aShare('parameters', flags.parameters),
    names: await aShare('names', flags.names),
    download: await aShare('download', flags.download),
    all: await aShare('all', flags.all),
    revoked: await aShare('revoked', { ...flags.all, revokedAt: new Date() }),
    expired: await aShare('expired', { ...flags.all, expiresAt: new Date(Date.now() - 1_000) }),
    renewed: secrets.shareToken(ids['renewed'] ?? '', 1),
    locked: await aShare('locked', lock),
    lockedToo: await aShare('lockedToo', lock),
    thrown: await aShare('thrown', flags.all, [trashed]),
  }
  const known = images.flatMap(({ id, sha256, generationId, fileId }) => [id, sha256, generationId, fileId])
  return { tokens, ids, secrets: [...known, teamId, maker, other, ...Object.values(ids)] }
}

async function aPicture(
  teamId: string,
  authorId: string,
  position: number,
  data: { trashedAt?: Date; visibility?: 'private' } = {},
) {
  const [{ db }, { storage }, { originalKey, previewKey }, { renderPreviews }] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/storage/storage.ts'),
    import('#lib/storage/port.ts'),
    import('#lib/picture.ts'),
  ])
  const ids = { id: uuid(), generationId: uuid(), fileId: uuid(), attemptId: uuid() }
  const bytes = await sharp({
    create: { width: 96, height: 64, channels: 3, background: { r: 40 + position, g: 90, b: 120 } },
  })
    .withExif({ IFD0: { ImageDescription: planted.fileNote, Artist: planted.email } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${planted.fileNote}</x:xmpmeta>`)
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { previews, thumbhash } = await renderPreviews(bytes, 1_000_000)
  await storage().put(originalKey(teamId, sha256), bytes)
  for (const { size, webp } of previews) await storage().put(previewKey(teamId, sha256, size), webp)
  const visibility = data.visibility ?? ('team' as const)
  const common = { teamId, authorId, modelId: planted.model, visibility, environment: 'standin' as const }
  const now = new Date()
  const asked = {
    actor: `u:${authorId}`,
    requestKey: ids.generationId,
    bodyHash: '',
    source: 'playground' as const,
    mode: 'text-to-image' as const,
    prompt: `A ${planted.prompt}`,
    template: `A {${planted.template}}`,
    provider: planted.provider,
    parameters: { style: planted.parameter },
    extra: { note: planted.extra },
    n: 1,
    recipeHash: '',
    status: 'succeeded' as const,
    periodStart: now,
    finishedAt: now,
  }
  await db.generation.create({ data: { ...common, ...asked, id: ids.generationId } })
  await db.attempt.create({
    data: {
      id: ids.attemptId,
      teamId,
      generationId: ids.generationId,
      number: 1,
      upstream: 'lumenfall',
      traceId: `${planted.traceId.slice(0, -1)}${position}`,
      upstreamRequestId: planted.requestId,
      provider: planted.provider,
      state: 'succeeded',
      leaseOwner: '',
      leaseUntil: now,
      sentAt: now,
      finishedAt: now,
    },
  })
  const file = {
    id: ids.fileId,
    teamId,
    sha256,
    bytes: bytes.length,
    mime: 'image/png',
    state: 'stored' as const,
  }
  await db.file.create({ data: file })
  await db.image.create({
    data: {
      ...common,
      id: ids.id,
      generationId: ids.generationId,
      attemptId: ids.attemptId,
      fileId: ids.fileId,
      position: 0,
      width: 96,
      height: 64,
      thumbhash,
      previewedAt: now,
      revisedPrompt: planted.revised,
      trashedAt: data.trashedAt ?? null,
    },
  })
  return { ...ids, sha256 }
}
