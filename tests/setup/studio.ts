import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import type { Role } from '#lib/auth/schema.ts'
import { startStandin } from '#standin/server.ts'
import { HttpClient } from './http-client.ts'
import type { ServerProcess } from './server-process.ts'
import { startServer } from './server-process.ts'
import type { Things } from './things.ts'
import {
  aBatchOf,
  aBill,
  aShareOf,
  secretWord,
  somethingKept,
  somethingKnown,
  somethingPut,
} from './things.ts'

export const password = 'correct horse battery'

export type Name = 'owner' | 'member' | 'guest' | 'former' | 'foreigner' | `${Role} of roles`

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

const emailOf = (name: Name) => `${name.replaceAll(' ', '-')}.${secretWord}@example.test`

/**
 * A built server whose database has two teams with people, pictures and history; written before it starts, by the
 * product's own modules. They read the environment when they are loaded, so a process seeds one studio.
 */
export async function startStudio(
  env: Record<string, string> = {},
  /** Writes more into the database before the server starts. */
  more: (seeded: Seeded) => Promise<void> = async () => undefined,
): Promise<Studio> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-studio-'))
  process.env.DATA_DIR = dataDir
  process.env.LOG_LEVEL = 'silent'
  const things = await seed(more)
  // Where teams' own keys would be used: it knows none of them.
  const api = await startStandin({ apiKeys: [] })
  const server = await startServer({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    LUMENFALL_BASE_URL: api.baseUrl,
    ...env,
  })
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
      await api.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Seeded extends Pick<Studio, 'ours' | 'hidden' | 'theirs'> {
  teams: { ours: Team; theirs: Team }
  /** Another member of a team, by the id that is returned. */
  aMember: (name: Name, team: Team, role: Role) => Promise<string>
}

interface Team {
  id: string
  slug: string
}

async function seed(
  more: (seeded: Seeded) => Promise<void>,
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
  // So that the first one can go.
  await somebody(teams.ours, 'owner')
  await somebody(teams.theirs, 'owner')
  await aMember('member', teams.ours, 'member')
  await aMember('guest', teams.ours, 'guest')
  const former = await aMember('former', teams.ours, 'admin', new Date())
  const foreigner = await aMember('foreigner', teams.theirs, 'owner')
  const things = {
    ours: await somethingMade(teams.ours, owner, 'team'),
    hidden: { ...(await somethingMade(teams.ours, owner, 'private')), person: former },
    theirs: await somethingMade(teams.theirs, foreigner, 'team'),
  }
  await more({ ...things, teams, aMember })
  installDatabase(null)
  await database.close()
  return things
}

/** A member who never signs in. */
export async function somebody(team: { id: string }, role: Role): Promise<string> {
  const { db } = await import('#lib/db/client.ts')
  const id = uuid()
  await db.user.create({ data: { id, email: `${id}@example.test`, name: `Somebody ${secretWord}` } })
  await db.membership.create({ data: { id: uuid(), teamId: team.id, userId: id, role } })
  return id
}

/** An invitation that lets somebody in. */
async function anInvitation(team: { id: string }, createdById: string): Promise<string> {
  const { db } = await import('#lib/db/client.ts')
  const id = uuid()
  const expiresAt = new Date(Date.now() + 60 * 60_000)
  const about = { kind: 'invite', role: 'member', usesLeft: 1 } as const
  await db.oneTimeToken.create({ data: { id, hash: id, teamId: team.id, createdById, expiresAt, ...about } })
  return id
}

/** A generation with its attempt, its picture and what it cost, and whatever else can be named. */
export async function somethingMade(
  team: { id: string; slug: string },
  authorId: string,
  visibility: 'team' | 'private',
  /** Where something of these names is there already; and whether what is kept is the author's own. */
  { suffix = '', isOwn = visibility === 'private' } = {},
): Promise<Things> {
  const [{ db }, { storage }, { originalKey }] = await Promise.all([
    import('#lib/db/client.ts'),
    import('#lib/storage/storage.ts'),
    import('#lib/storage/port.ts'),
  ])
  const ids = { generation: uuid(), attempt: uuid(), file: uuid(), image: uuid() }
  // No two alike: a team has the same bytes only once.
  const [r = 0, g = 0, b = 0] = Buffer.from(ids.image.slice(-6), 'hex')
  const color = { r, g, b }
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
  const kept = await somethingKept(team, isOwn ? authorId : 'team', suffix)
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
      name: `${visibility} ${secretWord}${suffix}`,
      query: secretWord,
    },
  })
  const share = await aShareOf(ids, { teamId: team.id, createdById: authorId })
  const made = { generation: ids.generation, image: ids.image, input, batch }
  const put = await somethingPut(team, authorId, ids.image, visibility, suffix)
  const known = await somethingKnown(team, authorId, ids.image, isOwn, suffix)
  const people = {
    person: authorId,
    bill: await aBill(team),
    invitation: await anInvitation(team, authorId),
    member: await somebody(team, 'member'),
  }
  return { team: team.slug, ...made, search, share, ...kept, ...put, ...known, ...people }
}
