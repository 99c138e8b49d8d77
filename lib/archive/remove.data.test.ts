import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { viewerOf } from '#lib/auth/proof.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration } from '#lib/generations/data.ts'
import { previewSizes } from '#lib/picture.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { aProcess, said } from '#tests/unit/process.ts'
import type { WholeTeam } from '#tests/setup/whole-team.ts'
import { aWholeTeam } from '#tests/setup/whole-team.ts'
import { aGenerationInput, openWorld } from '#tests/setup/world.ts'
import { deleteTeam } from './data.ts'
import { removeInTurns, removeTeam, resumeRemovals } from './run.ts'
import { teamTables } from './schema/tables.ts'

openWorld()

const name = 'Northwind Studio'

async function countsOf(teamId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name: table } of teamTables) {
    const rows = await db.$queryRawUnsafe(
      `SELECT count(*)::int AS n FROM "${table}" WHERE "teamId" = $1::uuid`,
      teamId,
    )
    const [{ n }] = z.tuple([z.object({ n: z.number() })]).parse(rows)
    if (n > 0) counts[table] = n
  }
  return counts
}

/** The keys of all that is in the storage for a team. */
async function keysOf(teamId: string): Promise<string[]> {
  const files = await db.file.findMany({ where: { teamId }, select: { sha256: true } })
  return files.flatMap(({ sha256 }) => [
    originalKey(teamId, sha256),
    ...previewSizes.map((size) => previewKey(teamId, sha256, size)),
  ])
}

async function withPreviews(): Promise<WholeTeam & { keys: string[] }> {
  const whole = await aWholeTeam()
  const keys = await keysOf(whole.owner.teamId)
  for (const key of keys) await storage().put(key, Buffer.from('bytes'))
  return { ...whole, keys }
}

const sizesOf = (keys: readonly string[]) => Promise.all(keys.map((key) => storage().size(key)))

describe('deleting a team', () => {
  test('is for owners who type its name', async () => {
    const { owner, member } = await aWholeTeam()
    await expect(deleteTeam(member, name)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteTeam(owner, 'Northwind')).rejects.toMatchObject({ code: 'invalid' })
    expect(await viewerOf(owner.sessionId, owner.teamSlug)).not.toBeNull()
    await expect(removeTeam(storage(), owner.teamId)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('closes it at once: nobody is in it, its links, invitations, tokens and its key are dead', async () => {
    const { owner, member } = await aWholeTeam()
    const { teamId } = owner
    const { id } = await createGeneration(member, aGenerationInput()).then(() =>
      db.generation.findFirstOrThrow({ where: { teamId, status: 'queued' }, select: { id: true } }),
    )
    await deleteTeam(owner, name)
    expect(await viewerOf(owner.sessionId, owner.teamSlug)).toBeNull()
    expect(await viewerOf(member.sessionId, member.teamSlug)).toBeNull()
    expect(await db.share.count({ where: { teamId, revokedAt: null } })).toBe(0)
    expect(await db.oneTimeToken.count({ where: { teamId, revokedAt: null } })).toBe(0)
    expect(await db.token.count({ where: { teamId, revokedAt: null } })).toBe(0)
    expect(await db.credential.count({ where: { teamId } })).toBe(0)
    expect(await db.generation.findUnique({ where: { id } })).toMatchObject({ status: 'cancelled' })
    await expect(deleteTeam(owner, name)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('waits for what runs, and cancels nothing then', async () => {
    const { owner, seen, hidden } = await aWholeTeam()
    await db.generation.update({ where: { id: seen.generation }, data: { status: 'running' } })
    await db.generation.update({ where: { id: hidden.generation }, data: { status: 'queued' } })
    await expect(deleteTeam(owner, name)).rejects.toThrow('Wait until what runs has ended')
    expect(await viewerOf(owner.sessionId, owner.teamSlug)).not.toBeNull()
    expect(await db.generation.count({ where: { teamId: owner.teamId, status: 'queued' } })).toBe(1)
  })
})

describe('what a deleted team had', () => {
  test('goes: every row of every table, every original and preview; another team keeps all it has', async () => {
    const [whole, other] = [await withPreviews(), await withPreviews()]
    const { teamId, userId } = whole.owner
    // The same bytes, in the other team as well.
    const { id: _id, ...file } = await db.file.findFirstOrThrow({ where: { teamId } })
    await db.file.create({ data: { ...file, id: uuid(), teamId: other.owner.teamId } })
    const shared = originalKey(other.owner.teamId, file.sha256)
    await storage().put(shared, Buffer.from('bytes'))
    const before = await countsOf(other.owner.teamId)
    expect(Object.keys(await countsOf(teamId)).toSorted()).toEqual(
      teamTables.map((table) => table.name).toSorted(),
    )
    await deleteTeam(whole.owner, name)
    await removeInTurns(storage(), teamId)
    expect(await countsOf(teamId)).toEqual({})
    expect(await db.team.findUnique({ where: { id: teamId } })).toBeNull()
    expect(await sizesOf(whole.keys)).toEqual(whole.keys.map(() => null))
    expect(await countsOf(other.owner.teamId)).toEqual(before)
    expect(await sizesOf([shared, ...other.keys])).toEqual([5, ...other.keys.map(() => 5)])
    expect(await db.user.findUnique({ where: { id: userId } })).not.toBeNull()
    const left = await db.auditEvent.findMany({ where: { subject: `team:${teamId}` } })
    expect(left).toMatchObject([
      { teamId: null, actorId: userId, action: 'team.delete', detail: { name, slug: whole.owner.teamSlug } },
    ])
    await removeInTurns(storage(), teamId)
  })

  test('goes in steps: what failed in the middle is gone on with', async () => {
    const { owner, keys } = await withPreviews()
    await deleteTeam(owner, name)
    let left = 4
    const failing: Storage = {
      ...storage(),
      remove: async (key) => {
        if (left-- <= 0) throw new Error('The disk is away.')
        await storage().remove(key)
      },
    }
    await expect(removeTeam(failing, owner.teamId)).rejects.toThrow('The disk is away.')
    expect(await countsOf(owner.teamId)).toMatchObject({ File: 3 })
    expect(await removeTeam(storage(), owner.teamId)).toBe(false)
    expect(await countsOf(owner.teamId)).toEqual({})
    expect(await sizesOf(keys)).toEqual(keys.map(() => null))
  })

  test('is nobody’s work before it is asked for, and somebody’s after a start', async () => {
    const { owner } = await aWholeTeam()
    await db.team.update({
      where: { id: owner.teamId },
      data: { removeAt: new Date(Date.now() + 60_000) },
    })
    await expect(removeInTurns(storage(), owner.teamId)).rejects.toMatchObject({ code: 'conflict' })
    await db.team.update({ where: { id: owner.teamId }, data: { removeAt: new Date(0) } })
    await resumeRemovals()
    const jobs = await db.$queryRaw`
      SELECT "data"->>'teamId' AS id FROM pgboss.job WHERE "name" = 'team-removals' AND "state" = 'created'`
    const ids = z.array(z.object({ id: z.string() })).parse(jobs)
    expect(ids.map(({ id }) => id)).toContain(owner.teamId)
  })
})

test.runIf(process.env.DATABASE_URL)(
  'a process that is killed in the middle leaves it to the next',
  async () => {
    const { owner, keys } = await withPreviews()
    await deleteTeam(owner, name)
    const child = aProcess(
      `import '#lib/jobs/on-the-server.ts'
     const { openDatabase } = await import('#lib/db/open.ts')
     const { installDatabase } = await import('#lib/db/client.ts')
     const { storage } = await import('#lib/storage/storage.ts')
     const { removeTeam } = await import('#lib/archive/run.ts')
     installDatabase(await openDatabase())
     let removed = 0
     const remove = async (key) => {
       await storage().remove(key)
       if (++removed === 2) { console.log('in the middle'); await new Promise(() => setInterval(() => {}, 1_000)) }
     }
     await removeTeam({ ...storage(), remove }, process.env.TEAM)`,
      { env: { TEAM: owner.teamId } },
    )
    await said(child, /in the middle/)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    expect(await countsOf(owner.teamId)).toMatchObject({ File: 3, Membership: expect.any(Number) })
    expect(await removeTeam(storage(), owner.teamId)).toBe(false)
    expect(await countsOf(owner.teamId)).toEqual({})
    expect(await sizesOf(keys)).toEqual(keys.map(() => null))
  },
)
