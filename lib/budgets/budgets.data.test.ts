import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { createBatch } from '#lib/batches/data.ts'
import { db } from '#lib/db/client.ts'
import { cancelGeneration, createGeneration, retryGeneration } from '#lib/generations/data.ts'
import {
  aBatchInput,
  aGenerationInput,
  aProgram,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { getRoom, listBudgets, setBudget } from './data.ts'
import { findDrift } from './run.ts'
import type { Limit } from './schema.ts'

const world = openWorld()

const each = 30_000
const hard = (limitMicros: number, warnMicros: number | null = null): Limit => ({
  limitMicros,
  warnMicros,
  isHard: true,
})

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role) => aViewer({ team, role })
  return { team, admin: await of('admin'), member: await of('member'), other: await of('member') }
}

const forTeam = (viewer: Viewer, limit: Limit | null) => setBudget(viewer, { scope: 'team', id: null, limit })
const forMember = (viewer: Viewer, id: string | null, limit: Limit | null) =>
  setBudget(viewer, { scope: 'member', id, limit })

async function generate(viewer: Viewer, n = 1) {
  const input = aGenerationInput({ parameters: { n }, prompt: `A harbour ${uuid()}` })
  await createGeneration(viewer, input)
  return input.id
}

const usedOf = async (teamId: string) => {
  const rows = await db.budgetPeriod.findMany({ where: { teamId, scope: 'team' } })
  return rows.map(({ reservedMicros, spentMicros }) => [Number(reservedMicros), Number(spentMicros)])
}

describe('a hard budget', () => {
  test('of 200 that come at once lets through what it has room for, to the last cent, and says so to the others', async () => {
    const { team, admin, member } = await aCrew()
    await forTeam(admin, hard(50 * each))
    const tries = await Promise.allSettled(Array.from({ length: 200 }, () => generate(member)))
    const refused = tries.flatMap((result): unknown[] =>
      result.status === 'rejected' ? [result.reason] : [],
    )
    expect(refused).toHaveLength(150)
    for (const reason of refused)
      expect(reason).toMatchObject({
        code: 'over_budget',
        message: expect.stringMatching(
          /^This would cost about \$0\.03, and nothing is left of the team’s \$1\.50 for \w+\. Ask an admin for more, or wait until 1 \w+\.$/,
        ),
      })
    expect(await db.generation.count({ where: { teamId: team.id } })).toBe(50)
    expect(await ledgerMicros({ teamId: team.id })).toEqual({ spent: 0, reserved: 50 * each })
    const worker = await world.work()
    await eventually(async () => {
      const open = await db.generation.count({ where: { teamId: team.id, status: { not: 'succeeded' } } })
      return open === 0
    }, 60_000)
    await worker.stop(10_000)
    expect(await usedOf(team.id)).toEqual([[0, 50 * each]])
    expect(await findDrift()).toEqual([])
  }, 120_000)

  test('takes a batch whole or not at all', async () => {
    const { team, admin, member } = await aCrew()
    await forTeam(admin, hard(2 * each))
    const three = aBatchInput()
    await expect(createBatch(member, three)).rejects.toMatchObject({
      code: 'over_budget',
      message: expect.stringContaining('$0.09, and $0.06 is left'),
    })
    expect(await db.batch.count({ where: { teamId: team.id } })).toBe(0)
    expect(await db.generation.count({ where: { teamId: team.id } })).toBe(0)
    await forTeam(admin, hard(3 * each))
    await createBatch(member, three)
    expect(await usedOf(team.id)).toEqual([[3 * each, 0]])
  })

  test('of a token holds for what comes with it, and not for its owner or their other tokens', async () => {
    const { admin, member } = await aCrew()
    const [nightly, other] = [await aProgram(member), await aProgram(member)]
    await setBudget(admin, { scope: 'token', id: nightly.tokenId, limit: hard(each) })
    await generate(nightly)
    await expect(generate(nightly)).rejects.toMatchObject({
      code: 'over_budget',
      message: expect.stringContaining('of this token’s $0.03'),
    })
    await generate(other)
    await generate(member)
    const { tokens, team } = await listBudgets(admin)
    const usedBy = (id: string) => tokens.find((line) => line.id === id)?.used
    expect(usedBy(nightly.tokenId)).toEqual({ spentMicros: 0, reservedMicros: each })
    expect(usedBy(other.tokenId)).toEqual({ spentMicros: 0, reservedMicros: each })
    expect(team.used).toEqual({ spentMicros: 0, reservedMicros: 3 * each })
    expect(await findDrift()).toEqual([])
  })

  test('of each member holds for each; of one of them instead', async () => {
    const { admin, member, other } = await aCrew()
    await forMember(admin, null, hard(each))
    await generate(member)
    await expect(generate(member)).rejects.toMatchObject({
      code: 'over_budget',
      message: expect.stringContaining('of your $0.03'),
    })
    await generate(other)
    await forMember(admin, member.userId, hard(2 * each))
    await generate(member)
    await expect(generate(member)).rejects.toMatchObject({ code: 'over_budget' })
    await forMember(admin, member.userId, null)
    await forMember(admin, null, null)
    await generate(member)
    expect(await findDrift()).toEqual([])
  })

  test('has its room back for what is cancelled, and takes what is tried again', async () => {
    const { team, admin, member } = await aCrew()
    await forTeam(admin, hard(each))
    const id = await generate(member)
    await expect(generate(member)).rejects.toMatchObject({ code: 'over_budget' })
    await cancelGeneration(member, id)
    expect(await usedOf(team.id)).toEqual([[0, 0]])
    const next = await generate(member)
    await expect(retryGeneration(member, id, 0)).rejects.toMatchObject({ code: 'over_budget' })
    await cancelGeneration(member, next)
    await retryGeneration(member, id, 0)
    expect(await usedOf(team.id)).toEqual([[each, 0]])
  })

  test('counts what was spent before it was set', async () => {
    const { admin, member } = await aCrew()
    await generate(member, 2)
    await forTeam(admin, hard(2 * each))
    await expect(generate(member)).rejects.toMatchObject({ code: 'over_budget' })
  })

  test('refuses what nobody can price beforehand; a soft one does not', async () => {
    const { admin, member } = await aCrew()
    world.standin.control.addFault({
      fault: 'error',
      argument: 'INTERNAL_ERROR',
      match: { path: 'dryRun' },
    })
    const unpriced = (viewer: Viewer = member) =>
      createGeneration(viewer, aGenerationInput({ parameters: { aspect_ratio: '9:16' }, prompt: uuid() }))
    await forTeam(admin, hard(1_000 * each))
    await expect(unpriced()).rejects.toMatchObject({
      code: 'over_budget',
      message: expect.stringContaining('cannot be known before'),
    })
    await forTeam(admin, { ...hard(1_000 * each), isHard: false })
    await unpriced()
    const program = await aProgram(member)
    await setBudget(admin, { scope: 'token', id: program.tokenId, limit: hard(1_000 * each) })
    await expect(unpriced(program)).rejects.toMatchObject({ code: 'over_budget' })
    await unpriced()
    world.standin.control.clearFaults()
  })
})

describe('a soft budget', () => {
  test('lets everything through, and says when little is left', async () => {
    const { admin, member } = await aCrew()
    expect(await getRoom(member)).toBeNull()
    await forTeam(admin, { limitMicros: 2 * each, warnMicros: each, isHard: false })
    expect(await getRoom(member)).toMatchObject({ scope: 'team', leftMicros: 2 * each, isLow: false })
    await generate(member)
    expect(await getRoom(member)).toMatchObject({ leftMicros: each, isLow: true })
    await generate(member, 3)
    expect(await getRoom(member)).toMatchObject({ leftMicros: 0, isLow: true, isHard: false })
  })

  test('of all that hold the one with the least left is told', async () => {
    const { admin, member, other } = await aCrew()
    await forTeam(admin, hard(10 * each))
    await forMember(admin, null, hard(2 * each))
    await forMember(admin, other.userId, hard(20 * each))
    expect(await getRoom(member)).toMatchObject({ scope: 'member', leftMicros: 2 * each })
    expect(await getRoom(other)).toMatchObject({ scope: 'team', leftMicros: 10 * each })
  })
})

describe('a month', () => {
  test('is the one in which it was reserved: what is settled after its turn is the old one’s', async () => {
    const { team, admin, member } = await aCrew()
    const id = await generate(member)
    const last = new Date(Date.UTC(2026, 9, 1))
    // As if it had been asked for in October: entries cannot be changed, so it is asked anew under that name.
    await cancelGeneration(member, id)
    await db.generation.update({
      where: { id },
      data: { periodStart: last, status: 'queued', cancelRequestedAt: null, finishedAt: null },
    })
    await db.ledgerEntry.create({
      data: {
        id: uuid(),
        teamId: team.id,
        generationId: id,
        kind: 'reserve',
        micros: BigInt(each),
        periodStart: last,
        userId: member.userId,
        modelId: 'imagen-3.0-generate-002',
        environment: 'standin',
      },
    })
    await forTeam(admin, hard(each))
    // This month's room is untouched by it.
    expect(await getRoom(member)).toMatchObject({ leftMicros: each })
    const worker = await world.work()
    await eventually(async () => (await db.generation.findUnique({ where: { id } }))?.status === 'succeeded')
    await worker.stop(10_000)
    const months = await db.budgetPeriod.findMany({
      where: { teamId: team.id, scope: 'team' },
      orderBy: { periodStart: 'asc' },
    })
    expect(months.map(({ spentMicros }) => Number(spentMicros))).toEqual([each, 0])
    expect(await getRoom(member)).toMatchObject({ leftMicros: each })
    expect(await findDrift()).toEqual([])
  })
})

describe('who sets budgets', () => {
  test('admins; others see what holds for themselves', async () => {
    const { team, admin, member, other } = await aCrew()
    await expect(forTeam(member, hard(1))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listBudgets(member)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await aViewer({ role: 'owner' })
    await expect(forMember(stranger, member.userId, hard(1))).rejects.toMatchObject({ code: 'not_found' })
    await forTeam(admin, hard(10 * each, 8 * each))
    await forMember(admin, other.userId, hard(5 * each))
    await generate(other)
    const budgets = await listBudgets(admin)
    expect(budgets.team).toMatchObject({
      limit: hard(10 * each, 8 * each),
      used: { spentMicros: 0, reservedMicros: each },
    })
    expect(
      new Map(budgets.members.map(({ id, limit, used }) => [id, [limit?.limitMicros, used.reservedMicros]])),
    ).toEqual(
      new Map([
        [admin.userId, [undefined, 0]],
        [member.userId, [undefined, 0]],
        [other.userId, [5 * each, each]],
      ]),
    )
    const log = await db.auditEvent.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } })
    expect(log.map(({ action, subject }) => [action, subject])).toEqual([
      ['budget.set', `team:${team.id}`],
      ['budget.set', `member:${other.userId}`],
    ])
  })
})

test('what is kept and what the ledger says is compared, and a difference is found', async () => {
  const { team, member } = await aCrew()
  await generate(member)
  expect(await findDrift()).toEqual([])
  await db.budgetPeriod.updateMany({
    where: { teamId: team.id, scope: 'team' },
    data: { spentMicros: 1n },
  })
  expect(await findDrift()).toEqual([
    { what: 'month', id: team.id, ledgerMicros: each, keptMicros: each + 1 },
  ])
  await db.budgetPeriod.updateMany({ where: { teamId: team.id, scope: 'team' }, data: { spentMicros: 0n } })
})
