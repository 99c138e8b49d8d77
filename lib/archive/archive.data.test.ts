import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { extract, pack } from 'tar-stream'
import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import type { WholeTeam } from '#tests/setup/whole-team.ts'
import { aWholeTeam } from '#tests/setup/whole-team.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import { exportTeam } from './data.ts'
import { importTeam } from './run.ts'
import { archiveOf } from './run/write.ts'
import { archiveHeadSchema } from './schema.ts'
import { teamTables } from './schema/tables.ts'

openWorld()

type Files = Map<string, Buffer>

const bytesOf = async (whole: WholeTeam) =>
  Buffer.from(await new Response((await exportTeam(whole.owner)).stream).arrayBuffer())

async function filesOf(tar: Buffer): Promise<Files> {
  const files: Files = new Map()
  const reading = extract()
  Readable.from([tar]).pipe(reading)
  for await (const entry of reading) files.set(String(entry.header.name), await buffer(entry))
  return files
}

function tarOf(files: Files): Promise<Buffer> {
  const tar = pack()
  for (const [name, bytes] of files) tar.entry({ name }, bytes)
  tar.finalize()
  return buffer(tar)
}

const importing = (tar: Buffer, owner: string | null = null) =>
  importTeam(storage(), Readable.from([tar]), owner)

const rowsSchema = z.array(z.record(z.string(), z.unknown()))

async function rowsOf(table: string, teamId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.$queryRawUnsafe(
    `SELECT to_jsonb(t) - 'search' AS row FROM "${table}" t WHERE "teamId" = $1::uuid`,
    teamId,
  )
  return z
    .array(z.object({ row: rowsSchema.element }))
    .parse(rows)
    .map(({ row }) => row)
}

let whole: WholeTeam
let archive: Buffer
beforeAll(async () => {
  whole = await aWholeTeam()
  archive = await bytesOf(whole)
})

describe('an archive', () => {
  test('has rows of every table that it may have, so that nothing here is shown by nothing', async () => {
    const names = [...(await filesOf(archive)).keys()]
    for (const { name, archived } of teamTables)
      expect(names.includes(`tables/${name}/00001.jsonl`), name).toBe(archived !== null)
  })

  test('has each original once, under its hash', async () => {
    const files = [...(await filesOf(archive))].filter(([name]) => name.startsWith('files/'))
    expect(files).toHaveLength(3)
    for (const [name, bytes] of files)
      expect(name).toBe(`files/${createHash('sha256').update(bytes).digest('hex')}`)
  })

  test('has no secret, and nothing that lets somebody in', async () => {
    const { teamId } = whole.owner
    const shares = await db.share.findMany({ where: { teamId }, select: { tokenHash: true } })
    const invitations = await db.oneTimeToken.findMany({ where: { teamId }, select: { hash: true } })
    const tokens = await db.token.findMany({ where: { teamId }, select: { hash: true } })
    const hashes = [...invitations, ...tokens].map(({ hash }) => hash)
    const secrets = [...hashes, ...shares.map(({ tokenHash }) => tokenHash)]
    expect(secrets.length).toBeGreaterThan(5)
    for (const secret of secrets) expect(archive.includes(secret), secret).toBe(false)
  })

  test('is only for owners, and is written in the log', async () => {
    await expect(exportTeam(whole.member)).rejects.toMatchObject({ code: 'forbidden' })
    const events = await db.auditEvent.findMany({
      where: { teamId: whole.owner.teamId, action: 'team.export' },
    })
    expect(events.length).toBeGreaterThan(0)
  })

  test('is read no faster than it is taken, and ends with its reader', async () => {
    const megabyte = Buffer.alloc(1024 * 1024)
    const open: Readable[] = []
    let given = 0
    const large: Storage = {
      ...storage(),
      size: async () => 100 * megabyte.length,
      read: async () => {
        const bytes = Readable.from(
          (function* () {
            for (let part = 0; part < 100; part++) {
              given++
              yield megabyte
            }
          })(),
        )
        open.push(bytes)
        return bytes
      },
    }
    const { owner, member, former } = whole
    const people = [owner, member, former].map(({ userId }) => userId)
    const head = archiveHeadSchema.parse(JSON.parse(String((await filesOf(archive)).get('archive.json'))))
    const of = { teamId: owner.teamId, people, startedAt: new Date() }
    const reader = archiveOf(large, head, of).getReader()
    for (let bytes = 0; bytes < 10 * megabyte.length;) bytes += (await reader.read()).value?.length ?? 0
    await wait(100)
    expect(given).toBeGreaterThanOrEqual(10)
    expect(given).toBeLessThan(40)
    await reader.cancel()
    await wait(100)
    expect(open.map(({ destroyed }) => destroyed)).toEqual([true])
    expect(given).toBeLessThan(40)
  })
})

describe('what is imported', () => {
  test('is what was exported, table by table', async () => {
    const { slug, members, missing } = await importing(archive)
    expect([members, missing]).toEqual([2, 0])
    const team = await db.team.findUniqueOrThrow({ where: { slug } })
    expect(team).toMatchObject({ name: 'Northwind Studio', timeZone: 'UTC', removeAt: null })
    const derived = ['ImageDay', 'TeamDay']
    for (const { name, archived } of teamTables) {
      if (!archived && !derived.includes(name)) continue
      const [before, after] = [await rowsOf(name, whole.owner.teamId), await rowsOf(name, team.id)]
      const expected = name === 'Budget' ? before.filter(({ scope }) => scope !== 'token') : before
      expect(withoutIds(after), name).toEqual(withoutIds(expected))
      for (const { id } of after.filter((row) => row.id !== undefined))
        expect(before.map((row) => row.id)).not.toContain(id)
    }
  })

  test('hangs together as it did', async () => {
    const { slug } = await importing(archive)
    const { id: teamId } = await db.team.findUniqueOrThrow({ where: { slug } })
    const shape = async (id: string) => {
      const albums = await db.album.findMany({
        where: { teamId: id },
        orderBy: { id: 'asc' },
        select: { cover: { select: { file: { select: { sha256: true } } } }, images: ordered },
      })
      const prompts = await db.prompt.findMany({
        where: { teamId: id },
        orderBy: { id: 'asc' },
        select: {
          slug: true,
          folder: { select: { name: true } },
          forkedFrom: { select: { slug: true } },
          versions: { orderBy: { number: 'asc' }, select: { text: true, number: true } },
          labels: { select: { name: true, version: { select: { text: true } } } },
        },
      })
      const marks = await db.imageMark.findMany({
        where: { teamId: id },
        orderBy: { rating: 'asc' },
        select: {
          userId: true,
          rating: true,
          image: { select: { generation: { select: { prompt: true } } } },
        },
      })
      const made = await db.generation.findMany({
        where: { teamId: id },
        orderBy: { id: 'asc' },
        select: {
          authorId: true,
          version: { select: { text: true } },
          album: { select: { name: true } },
          batch: { select: { title: true } },
          inputs: { select: { file: { select: { sha256: true } }, upload: { select: { userId: true } } } },
          ledger: { orderBy: { id: 'asc' }, select: { kind: true, micros: true, userId: true } },
        },
      })
      return { albums, prompts, marks, made }
    }
    expect(await shape(teamId)).toEqual(await shape(whole.owner.teamId))
  })

  test('has its originals, and links that open nothing', async () => {
    const { slug } = await importing(archive)
    const { id: teamId } = await db.team.findUniqueOrThrow({ where: { slug } })
    for (const { sha256, state } of await db.file.findMany({ where: { teamId } })) {
      expect(state).toBe('stored')
      const bytes = await storage().readAll(originalKey(teamId, sha256))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
    const shares = await db.share.findMany({ where: { teamId } })
    expect(shares).toHaveLength(3)
    expect(shares.every(({ revokedAt }) => revokedAt !== null)).toBe(true)
    const here = await db.share.count({ where: { teamId: whole.owner.teamId, revokedAt: null } })
    expect(here).toBe(3)
  })

  test('calls nothing again: what waited is cancelled, what ran has ended, and nothing stays reserved', async () => {
    const busy = await aWholeTeam()
    const { teamId } = busy.owner
    const state = { finishedAt: null, costMicros: null, costSource: null }
    await db.generation.update({ where: { id: busy.seen.generation }, data: { status: 'queued', ...state } })
    await db.generation.update({
      where: { id: busy.hidden.generation },
      data: { status: 'unknown', ...state },
    })
    const { periodStart } = await db.generation.findUniqueOrThrow({ where: { id: busy.hidden.generation } })
    await db.ledgerEntry.create({
      data: {
        id: uuid(),
        teamId,
        userId: busy.member.userId,
        generationId: busy.hidden.generation,
        kind: 'reserve',
        micros: 9n,
        modelId: 'm',
        environment: 'live',
        periodStart,
      },
    })
    const { slug } = await importing(await bytesOf(busy))
    const team = await db.team.findUniqueOrThrow({ where: { slug } })
    const made = await db.generation.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } })
    expect(made.map(({ status }) => status)).toEqual(['cancelled', 'failed', 'succeeded'])
    const { _sum } = await db.budgetPeriod.aggregate({
      where: { teamId: team.id, scope: 'team' },
      _sum: { reservedMicros: true, spentMicros: true },
    })
    expect(_sum).toEqual({ reservedMicros: 0n, spentMicros: 28_766n })
  })

  test('names whoever has no account here, who is in no team; the owner is said', async () => {
    const files = await filesOf(archive)
    const elsewhere = String(files.get('archive.json')).replaceAll('@example.test', `@${uuid()}.test`)
    files.set('archive.json', Buffer.from(elsewhere))
    const tar = await tarOf(files)
    await expect(importing(tar)).rejects.toThrow('None of the archive’s owners has an account')
    const { userId } = await aViewer({ name: 'Nora' })
    const { email } = await db.user.findUniqueOrThrow({ where: { id: userId } })
    const { slug, members } = await importing(tar, email)
    expect(members).toBe(1)
    const people = await db.membership.findMany({
      where: { team: { slug }, leftAt: null },
      select: { role: true, userId: true },
    })
    expect(people).toEqual([{ role: 'owner', userId }])
    const authors = await db.generation.findMany({
      where: { team: { slug } },
      orderBy: { id: 'asc' },
      select: { author: { select: { user: { select: { name: true, passwordHash: true } } } } },
    })
    expect(authors.map(({ author }) => author.user)).toEqual(
      ['Olga', 'Mary', 'Fred'].map((name) => ({ name, passwordHash: null })),
    )
  })
})

const ordered = {
  orderBy: { rank: 'asc' },
  select: { rank: true, image: { select: { file: { select: { sha256: true } } } } },
} as const

/** What an import makes anew, or differently. */
const anew = [
  'previewedAt',
  'tokenHash',
  'revokedAt',
  'requestKey',
  'actor',
  'bodyHash',
  'tokenId',
  'credentialId',
  'leaseOwner',
  'leaseUntil',
  'traceId',
]

/** Rows as text, in an order, with a word in place of every id. */
const withoutIds = (rows: Record<string, unknown>[]) =>
  rows
    .map((row) => {
      const kept = Object.entries(row).filter(([name]) => !anew.includes(name))
      const text = JSON.stringify(Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))))
      return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    })
    .toSorted()

describe('what is no whole archive is refused, with a sentence, and leaves nothing', () => {
  const teams = () => db.team.count()
  const change = async (name: string, next: (text: string) => string) => {
    const files = await filesOf(archive)
    const found = files.get(name)
    if (!found) throw new Error(`There is no ${name}.`)
    files.set(name, Buffer.from(next(found.toString('utf8'))))
    return tarOf(files)
  }
  const without = async (meant: (name: string) => boolean) =>
    tarOf(new Map([...(await filesOf(archive))].filter(([name]) => !meant(name))))

  const cases: [string, () => Promise<Buffer>, RegExp][] = [
    ['bytes of anything', async () => Buffer.alloc(4_096, 'x'), /no tar archive/],
    ['nothing', async () => Buffer.alloc(0), /no archive of a team|has no end/],
    ['half of it', async () => archive.subarray(0, 40_000), /a part of it is missing/],
    ['without its end', () => without((name) => name === 'end.json'), /not downloaded whole/],
    ['without a picture', () => without((name) => name.startsWith('files/')), /Pictures are missing/],
    ['without rows', () => without((name) => name.startsWith('tables/ImageTag/')), /Rows of ImageTag/],
    [
      'without what others refer to',
      () => without((name) => name.startsWith('tables/Image/')),
      /does not fit/,
    ],
    [
      'of a later version',
      () => change('archive.json', (text) => text.replace('"version": 1', '"version": 2')),
      /of version 2, and this Atelier reads version 1/,
    ],
    [
      'a line that is wrong',
      () => change('tables/Image/00001.jsonl', (text) => text.replace('"width":32', '"width":"wide"')),
      /tables\/Image\/00001\.jsonl, line 1, .*width/,
    ],
    [
      'a column that nobody knows',
      () => change('tables/Tag/00001.jsonl', (text) => text.replace('{', '{"teamId":"x",')),
      /tables\/Tag\/00001\.jsonl, line 1/,
    ],
    [
      'somebody else’s file',
      async () => tarOf(new Map([...(await filesOf(archive)), ['files/../x', Buffer.from('x')]])),
      /comes after the end/,
    ],
    [
      'a picture that is damaged',
      async () => {
        const files = await filesOf(archive)
        const name = [...files.keys()].find((each) => each.startsWith('files/')) ?? ''
        files.set(name, Buffer.from(files.get(name) ?? '').fill(0, 20, 30))
        return tarOf(files)
      },
      /is damaged/,
    ],
  ]

  test.each(cases)('%s', async (_name, make, sentence) => {
    const tar = await make()
    const before = [await teams(), await db.user.count(), await db.generation.count(), await db.file.count()]
    await expect(importing(tar)).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringMatching(sentence),
    })
    const after = [await teams(), await db.user.count(), await db.generation.count(), await db.file.count()]
    expect(after).toEqual(before)
  })
})
