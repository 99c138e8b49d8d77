import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { createGeneration, getGeneration, retryGeneration } from '#lib/generations/data.ts'
import type { WorkerContext } from '#lib/generations/run.ts'
import { listModels, upstreamEnvironment, upstreamState } from '#lib/models/data.ts'
import {
  aGenerationInput,
  anApi,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { listCredentials, removeCredential, setCredential } from './data.ts'
import { resealCredentials } from './run.ts'

const world = openWorld()

const ours = 'lmnfl_ours.kept-for-ourselves-3f2a'
const newer = 'lmnfl_newer.kept-for-ourselves-77b1'

const api = anApi([ours, newer])

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role) => aViewer({ team, role })
  return { team, admin: await of('admin'), member: await of('member') }
}

/** As their next request finds them. */
async function again({ sessionId, teamSlug }: Viewer): Promise<Viewer> {
  const viewer = await viewerOf(sessionId, teamSlug)
  if (!viewer) throw new Error('The viewer is nobody any more.')
  return viewer
}

const set = (viewer: Viewer, secret: string) => setCredential(viewer, { provider: 'lumenfall', secret })

async function generate(viewer: Viewer, prompt: string): Promise<string> {
  const input = aGenerationInput({ prompt })
  await createGeneration(viewer, input)
  return input.id
}

const reaches = (viewer: Viewer, id: string, status: string) =>
  eventually(async () => {
    const generation = await getGeneration(viewer, id)
    return generation.status === status && generation
  })

const keysThatPaid = () =>
  api()
    .control.calls()
    .filter(({ path, method }) => method === 'POST' && path === '/openai/v1/images/generations')
    .map(({ headers }) => headers.authorization)

async function work(options: Partial<WorkerContext> = {}): Promise<void> {
  api().control.clearCalls()
  const worker = await world.work(options)
  onTestFinished(async () => void (await worker.stop(10_000)))
}

describe("a team's own key", () => {
  test('pays for its pictures, and for no other team’s', async () => {
    const { team, admin, member } = await aCrew()
    const elsewhere = await aViewer()
    await work()
    await set(admin, ours)
    const viewer = await again(member)
    expect(upstreamEnvironment(viewer)).toBe('live')
    expect(upstreamEnvironment(elsewhere)).toBe('standin')
    const paid = await generate(viewer, 'Paid by ourselves')
    const drawn = await generate(elsewhere, 'Drawn elsewhere')
    await reaches(viewer, paid, 'succeeded')
    await reaches(elsewhere, drawn, 'succeeded')
    expect(keysThatPaid()).toEqual(['Bearer lmnfl_ours.…'])
    expect(world.callsOf('Paid by ourselves')).toBe(0)
    const [attempt] = await db.attempt.findMany({ where: { teamId: team.id } })
    const credential = await db.credential.findFirstOrThrow({ where: { teamId: team.id } })
    expect(attempt?.credentialId).toBe(credential.id)
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 30_000, reserved: 0 })
  })

  test('brings the catalogue and the balance of its account', async () => {
    const { admin, member } = await aCrew()
    await set(admin, ours)
    api().control.clearCalls()
    expect((await listModels(await again(member))).length).toBeGreaterThan(1)
    expect(
      api()
        .control.calls()
        .map(({ path }) => path),
    ).toContain('/openai/v1/models')
    expect(await upstreamState(await again(admin))).toMatchObject({
      environment: 'live',
      key: 'ok',
      isOwn: true,
      canSetKey: true,
      balanceMicros: expect.any(Number),
    })
    expect(await upstreamState(await again(member))).toMatchObject({ canSetKey: false, balanceMicros: null })
  })

  test('is never had back: not from the page, not from the database, not from the audit log', async () => {
    const { team, admin } = await aCrew()
    await set(admin, ours)
    const listed = await listCredentials(admin)
    expect(listed).toMatchObject([{ provider: 'lumenfall', lastFour: '3f2a', isReadable: true }])
    const rows = await db.$queryRaw`
      SELECT (SELECT json_agg(c)::text FROM "Credential" c WHERE c."teamId" = ${team.id}::uuid)
        || (SELECT json_agg(e)::text FROM "AuditEvent" e WHERE e."teamId" = ${team.id}::uuid) AS "all"`
    const dump = JSON.stringify([listed, rows])
    expect(dump).toContain('key.set')
    for (const form of [ours, 'kept-for-ourselves', Buffer.from('kept-for-ourselves').toString('hex')])
      expect(dump).not.toContain(form)
  })

  test('that the API refuses is not kept', async () => {
    const { team, admin } = await aCrew()
    await expect(set(admin, 'lmnfl_other.wrong')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('The API refuses this key.'),
    })
    expect(await db.credential.count({ where: { teamId: team.id } })).toBe(0)
  })

  test.each(['guest', 'member', 'editor'] as const)('is nothing for a %s', async (role) => {
    const viewer = await aViewer({ role })
    await expect(set(viewer, ours)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listCredentials(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeCredential(viewer, 'lumenfall')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('when who pays changes', () => {
  test('what waits is cancelled, and its money is free again', async () => {
    const { team, admin, member } = await aCrew()
    const drawn = await generate(member, 'Waits for the stand-in')
    await set(admin, ours)
    expect(await getGeneration(member, drawn)).toMatchObject({ status: 'cancelled' })
    const paid = await generate(await again(member), 'Waits for the API')
    await removeCredential(admin, 'lumenfall')
    expect(await getGeneration(member, paid)).toMatchObject({ status: 'cancelled' })
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 0, reserved: 0 })
    await expect(removeCredential(admin, 'lumenfall')).rejects.toMatchObject({ code: 'not_found' })
    expect(await upstreamState(await again(member))).toMatchObject({ environment: 'standin', isOwn: false })
  })

  test('what waits stays where one key takes the place of another, and is paid by that', async () => {
    const { admin, member } = await aCrew()
    await set(admin, ours)
    const id = await generate(await again(member), 'Waits for a newer key')
    await set(admin, newer)
    expect(await listCredentials(admin)).toMatchObject([{ lastFour: '77b1' }])
    await work()
    await reaches(member, id, 'succeeded')
    expect(keysThatPaid()).toEqual(['Bearer lmnfl_newer.…'])
  })

  test('what slipped in for the other environment is cancelled as well', async () => {
    const { admin, member } = await aCrew()
    await set(admin, ours)
    // As somebody's request that began before the key was set.
    const id = await generate(member, 'Slipped in')
    await work()
    await reaches(member, id, 'cancelled')
    expect(keysThatPaid()).toEqual([])
  })
})

describe('an outcome that nobody knows yet', () => {
  async function unknownOne() {
    const { team, admin, member } = await aCrew()
    await set(admin, ours)
    const viewer = await again(member)
    api().control.change({ logDelayMs: 700 })
    api().control.addFault({ fault: 'reset-after-billing', times: 1 })
    onTestFinished(() => void api().control.change({ logDelayMs: 0 }))
    await work({ deadlineMs: 1_000, lookupMs: 800 })
    const id = await generate(viewer, 'Nobody knows')
    await reaches(viewer, id, 'unknown')
    return { team, admin, viewer, id }
  }

  test('is asked of the log with the key that took the place of the one it was made with', async () => {
    const { team, admin, viewer, id } = await unknownOne()
    await set(admin, newer)
    const { costMicros, status } = await reaches(viewer, id, 'lost')
    expect({ costMicros, status }).toEqual({ costMicros: 30_000, status: 'lost' })
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 30_000, reserved: 0 })
    expect(await db.ledgerEntry.count({ where: { teamId: team.id, kind: 'charge' } })).toBe(1)
  })

  test('is counted as its estimate where no key is left to ask with', async () => {
    const { team, admin, viewer, id } = await unknownOne()
    await removeCredential(admin, 'lumenfall')
    const lost = await reaches(viewer, id, 'lost')
    expect(lost).toMatchObject({ failure: { code: 'key_gone' }, costMicros: 30_000, costSource: 'estimate' })
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 30_000, reserved: 0 })
  })
})

describe("the server's own keys", () => {
  const aKey = (name: string) => [name, randomBytes(32)] as const

  test('can change: what was sealed with an older one is sealed anew, and that one can go', async () => {
    const [first, second] = [aKey('2025'), aKey('2026')]
    onTestFinished(() => void Object.assign(env, { ENCRYPTION_KEYS: [] }))
    Object.assign(env, { ENCRYPTION_KEYS: [first] })
    const { admin, member } = await aCrew()
    await set(admin, ours)
    Object.assign(env, { ENCRYPTION_KEYS: [second, first] })
    await resealCredentials()
    Object.assign(env, { ENCRYPTION_KEYS: [second] })
    expect(await listCredentials(admin)).toMatchObject([{ isReadable: true }])
    await work()
    const viewer = await again(member)
    await reaches(viewer, await generate(viewer, 'With another seal'), 'succeeded')
    expect(keysThatPaid()).toEqual(['Bearer lmnfl_ours.…'])
  })

  test('that are gone leave a key that says so, and nothing is sent', async () => {
    onTestFinished(() => void Object.assign(env, { ENCRYPTION_KEYS: [] }))
    Object.assign(env, { ENCRYPTION_KEYS: [aKey('gone')] })
    const { team, admin, member } = await aCrew()
    await set(admin, ours)
    Object.assign(env, { ENCRYPTION_KEYS: [] })
    expect(await listCredentials(admin)).toMatchObject([{ isReadable: false }])
    const viewer = await again(member)
    expect(await upstreamState(viewer)).toMatchObject({ key: 'unreadable', isOwn: true })
    await work()
    const id = await generate(viewer, 'Cannot be sent')
    expect(await reaches(viewer, id, 'failed')).toMatchObject({
      failure: { code: 'key_missing' },
      costMicros: null,
    })
    expect(keysThatPaid()).toEqual([])
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 0, reserved: 0 })
    await set(admin, ours)
    await retryGeneration(viewer, id, 0)
    await reaches(viewer, id, 'succeeded')
  })
})
