import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { setCredential } from '#lib/credentials/data.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { createGeneration, getGeneration } from '#lib/generations/data.ts'
import type { LoggedRequest } from '#lib/upstream/port.ts'
import { upstream } from '#lib/upstream/upstream.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import {
  aGenerationInput,
  anApi,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { compareNow, getReconciliation, recoverBill, writeOffBill } from './data.ts'
import { compareAll, compareBills } from './run.ts'
import { keepBilled } from './run/keep.ts'

// The API keeps answers, so that they can be had again.
Object.assign(env, { LUMENFALL_REPLAY: 'record' })

const world = openWorld()
const ownKey = 'lmnfl_bills.kept-for-ourselves-3f2a'
const api = anApi([ownKey])

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role, name: string) => aViewer({ team, role, name })
  return { team, admin: await of('admin', 'Ada'), member: await of('member', 'Grace') }
}

async function again({ sessionId, teamSlug }: Viewer): Promise<Viewer> {
  const viewer = await viewerOf(sessionId, teamSlug)
  if (!viewer) throw new Error('The viewer is nobody any more.')
  return viewer
}

async function makeAdmin(viewer: Viewer): Promise<Viewer> {
  await db.user.update({ where: { id: viewer.userId }, data: { isAdmin: true } })
  return again(viewer)
}

const reaches = (viewer: Viewer, id: string, status: string) =>
  eventually(async () => (await getGeneration(viewer, id)).status === status, 20_000)

const entryOf = (changes: Partial<LoggedRequest>): LoggedRequest => ({
  id: `req_${uuid()}`,
  traceId: null,
  state: 'billed',
  costMicros: 30_000,
  provider: null,
  modelId: 'imagen-3.0-generate-002',
  endpoint: '/openai/v1/images/generations',
  at: new Date(),
  ...changes,
})

const keep = (...entries: LoggedRequest[]) => keepBilled('server', upstream(), entries)
const openOf = async (viewer: Viewer) => (await getReconciliation(viewer)).open

/** One that was billed, and whose answer was lost on the way. */
async function aLostOne(member: Viewer): Promise<string> {
  const worker = await world.work({ upstream: { ...upstream(), canReplay: false } })
  const input = aGenerationInput({ prompt: 'Lost on its way [[reset-in-body]]' })
  await createGeneration(member, input)
  await reaches(member, input.id, 'lost')
  await worker.stop(10_000)
  return input.id
}

test('what was billed and is missing here is shown, had again, and paid once', async () => {
  const { admin, member } = await aCrew()
  const id = await aLostOne(member)
  await compareNow(admin)
  const before = await getReconciliation(admin)
  expect(before).toMatchObject({ account: 'server', problem: null, canRecover: true, calls: 1 })
  expect([before.billedMicros, before.ledgerMicros]).toEqual([30_000, 30_000])
  const [bill] = before.open
  expect(bill).toMatchObject({ kind: 'without pictures', author: 'Grace', micros: 30_000, askedAt: null })
  if (!bill) return
  await world.work()
  await recoverBill(admin, bill.id)
  await reaches(member, id, 'succeeded')
  expect(await openOf(admin)).toEqual([])
  await expect(recoverBill(admin, bill.id)).rejects.toMatchObject({ code: 'conflict' })
  await compareNow(admin)
  expect(await db.upstreamBill.findUnique({ where: { id: bill.id } })).toMatchObject({ state: 'recovered' })
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
}, 60_000)

test('what is not to be had any more is written off; what it cost stays', async () => {
  const { team, admin, member } = await aCrew()
  const id = await aLostOne(member)
  await compareNow(admin)
  const [bill] = await openOf(admin)
  if (!bill) throw new Error('Nothing is missing.')
  await writeOffBill(admin, bill.id)
  await writeOffBill(admin, bill.id)
  await compareNow(admin)
  expect(await openOf(admin)).toEqual([])
  expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
  const log = await db.auditEvent.findMany({ where: { teamId: team.id, action: 'bill.write_off' } })
  expect(log).toHaveLength(1)
}, 60_000)

test('a price that the bill says otherwise is corrected, whatever came of the call', async () => {
  const { admin, member } = await aCrew()
  const made: { id: string; traceId: string }[] = []
  for (const state of ['succeeded', 'failed'] as const) {
    const { id } = await aFinishedGeneration(member, { images: state === 'succeeded' ? 2 : 0 })
    const attempt = await db.attempt.findFirstOrThrow({ where: { generationId: id } })
    await db.attempt.update({
      where: { id: attempt.id },
      data: { state, costMicros: state === 'failed' ? 0n : 30_000n },
    })
    made.push({ id, traceId: attempt.traceId })
  }
  const [succeeded, failed] = made
  if (!succeeded || !failed) return
  const twice = entryOf({ traceId: succeeded.traceId, costMicros: 5_001 })
  await keep(
    entryOf({ traceId: succeeded.traceId, costMicros: 40_000 }),
    twice,
    entryOf({ traceId: failed.traceId }),
  )
  expect(await ledgerMicros({ generationId: succeeded.id })).toEqual({ spent: 45_001, reserved: 0 })
  const images = await db.image.findMany({
    where: { generationId: succeeded.id },
    orderBy: { position: 'asc' },
  })
  expect(images.map(({ costMicros }) => Number(costMicros))).toEqual([22_501, 22_500])
  expect(await ledgerMicros({ generationId: failed.id })).toEqual({ spent: 30_000, reserved: 0 })
  expect((await openOf(admin)).map(({ kind, micros }) => [kind, micros])).toEqual([
    ['without pictures', 30_000],
  ])
  // The same page again changes nothing.
  await keep(twice)
  expect(await getReconciliation(admin)).toMatchObject({ billedMicros: 75_001, ledgerMicros: 75_001 })
})

test('what nobody here made is shown to whom the account belongs, and to nobody else', async () => {
  const { admin, member } = await aCrew()
  const chief = await makeAdmin(await aViewer({ role: 'owner' }))
  const alien = entryOf({ costMicros: 70_000 })
  await keep(
    alien,
    entryOf({ endpoint: '/openai/v1/chat/completions' }),
    entryOf({ costMicros: 0 }),
    entryOf({ state: 'ended' }),
  )
  expect((await openOf(chief)).filter(({ requestId }) => requestId === alien.id)).toHaveLength(1)
  expect(await db.upstreamBill.count({ where: { upstreamRequestId: alien.id } })).toBe(1)
  expect(await openOf(admin)).toEqual([])
  const { id } = await db.upstreamBill.findFirstOrThrow({ where: { upstreamRequestId: alien.id } })
  await expect(writeOffBill(admin, id)).rejects.toMatchObject({ code: 'not_found' })
  for (const ask of [
    () => getReconciliation(member),
    () => compareNow(member),
    () => writeOffBill(member, id),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'forbidden' })
  await expect(recoverBill(chief, id)).rejects.toMatchObject({ code: 'conflict' })
  await writeOffBill(chief, id)
  expect((await openOf(chief)).filter(({ requestId }) => requestId === alien.id)).toEqual([])
})

test('the log of a team’s own key speaks of that team’s calls alone, whatever traces are in it', async () => {
  const { admin, member } = await aCrew()
  await setCredential(admin, { provider: 'lumenfall', secret: ownKey })
  const own = await again(admin)
  const victim = await aFinishedGeneration(await aViewer())
  const { traceId } = await db.attempt.findFirstOrThrow({ where: { generationId: victim.id } })
  const account = own.credentialId ?? ''
  const forged = entryOf({ traceId, costMicros: 9_000_000 })
  await keepBilled(account, { name: 'lumenfall', environment: 'live' }, [forged])
  expect(await ledgerMicros({ generationId: victim.id })).toEqual({ spent: 0, reserved: 0 })
  expect(await openOf(own)).toMatchObject([{ requestId: forged.id, kind: 'not from here' }])

  const worker = await world.work()
  const input = aGenerationInput({ prompt: 'On our own bill' })
  await createGeneration(await again(member), input)
  await reaches(own, input.id, 'succeeded')
  await worker.stop(10_000)
  await compareAll()
  expect(await getReconciliation(own)).toMatchObject({ account: 'own', environment: 'live', calls: 1 })
  expect(api().control.bill()).toMatchObject({ totalMicros: 30_000 })
}, 60_000)

test('a log that cannot be read is said to be so, and is read from there the next time', async () => {
  const { admin } = await aCrew()
  await setCredential(admin, { provider: 'lumenfall', secret: ownKey })
  const own = await again(admin)
  const base = env.LUMENFALL_BASE_URL
  Object.assign(env, { LUMENFALL_BASE_URL: 'http://127.0.0.1:9/openai/v1' })
  await compareNow(own)
  Object.assign(env, { LUMENFALL_BASE_URL: base })
  expect(await getReconciliation(own)).toMatchObject({ problem: 'unreachable' })
  await compareBills(own.credentialId ?? '')
  const check = await getReconciliation(own)
  expect(check).toMatchObject({ problem: null })
  expect(Date.parse(check.checkedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
})
