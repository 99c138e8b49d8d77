import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { setBudget } from '#lib/budgets/data.ts'
import { csvStream } from '#lib/csv.ts'
import { db } from '#lib/db/client.ts'
import { changeRole } from '#lib/teams/data.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listAudit, readAudit } from './data.ts'
import { writeAudit } from './run.ts'
import type { AuditFilter } from './schema.ts'
import { auditFilterSchema } from './schema.ts'

openWorld()

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role, name: string) => aViewer({ team, role, name })
  return { team, admin: await of('admin', 'Ada'), member: await of('member', 'Grace') }
}

const actionsOf = async (viewer: Viewer, filter: AuditFilter = {}) =>
  (await listAudit(viewer, filter)).events.map(({ action }) => action)

/** What was done earlier, as an Atelier of that day wrote it. */
const wasDone = (teamId: string, actorId: string | null, at: string, detail = {}) =>
  db.auditEvent.create({
    data: {
      id: crypto.randomUUID(),
      teamId,
      actorId,
      action: 'trash.purge',
      subject: `team:${teamId}`,
      detail,
      at,
    },
  })

test('says who did what to whom, the newest first, to admins alone', async () => {
  const { admin, member } = await aCrew()
  await changeRole(admin, member.userId, 'editor')
  const limit = { limitMicros: 5_000_000, warnMicros: null, isHard: true }
  await setBudget(admin, { scope: 'member', id: member.userId, limit })
  const { events } = await listAudit(admin, {})
  expect(events).toMatchObject([
    { action: 'budget.set', actor: { name: 'Ada' }, subject: { kind: 'member', name: 'Grace' } },
    {
      action: 'member.role',
      subject: { kind: 'user', name: 'Grace' },
      detail: { from: 'member', to: 'editor' },
    },
  ])
  await expect(listAudit(member, {})).rejects.toMatchObject({ code: 'forbidden' })
  expect(() => readAudit(member, {})).toThrow('Only admins read the audit log.')
  const stranger = await aViewer({ role: 'owner' })
  expect(await actionsOf(stranger)).toEqual([])
})

test('is asked by what it is about, by whom it was, and by the days of the team', async () => {
  const { team, admin, member } = await aCrew()
  await db.team.update({ where: { id: team.id }, data: { timeZone: 'Pacific/Auckland' } })
  // 1 December in Auckland, 30 November in Greenwich.
  await wasDone(team.id, null, '2026-11-30T11:30:00Z')
  await wasDone(team.id, member.userId, '2026-11-30T10:30:00Z')
  await changeRole(admin, member.userId, 'editor')
  expect(await actionsOf(admin, { kind: 'members' })).toEqual(['member.role'])
  expect(await actionsOf(admin, { kind: 'shares' })).toEqual([])
  expect(await actionsOf(admin, { by: member.userId })).toEqual(['trash.purge'])
  const of = async (from: string, to: string) =>
    (await listAudit(admin, { kind: 'team', from, to })).events.map(({ at }) => at)
  expect(await of('2026-12-01', '2026-12-01')).toEqual(['2026-11-30T11:30:00.000Z'])
  expect(await of('2026-11-30', '2026-11-30')).toEqual(['2026-11-30T10:30:00.000Z'])
  for (const wrong of [{ from: '2026-02-31' }, { by: 'me' }, { kind: 'all' }])
    expect(auditFilterSchema.safeParse(wrong).success).toBe(false)
})

test('comes in pages that leave nothing out, also of one moment', async () => {
  const { team, admin } = await aCrew()
  for (let n = 0; n < 120; n++) await wasDone(team.id, null, '2026-11-01T12:00:00Z', { images: n })
  const seen = new Set<unknown>()
  let before: string | undefined
  do {
    const page = await listAudit(admin, {}, before)
    for (const { detail } of page.events) seen.add(detail.images)
    before = page.next ?? undefined
  } while (before)
  expect(seen.size).toBe(120)
})

test('is a table for others to keep, in which no cell becomes a formula', async () => {
  const { team, admin } = await aCrew()
  await db.user.update({ where: { id: admin.userId }, data: { name: '=HYPERLINK("http://evil.test")' } })
  await wasDone(team.id, admin.userId, '2026-11-01T12:00:00Z', { images: 3, why: 'it was "old", and\nlong' })
  const text = await new Response(csvStream(['time', 'who', 'detail'], readAudit(admin, {}))).text()
  const { data } = Papa.parse(text.replace('\uFEFF', ''), { header: true, skipEmptyLines: true })
  expect(data).toEqual([
    {
      time: '2026-11-01T12:00:00.000Z',
      who: `'=HYPERLINK("http://evil.test")`,
      detail: JSON.stringify({ why: 'it was "old", and\nlong', images: 3 }),
    },
  ])
})

test('can be changed by nobody', async () => {
  const { team, admin } = await aCrew()
  await db.$transaction((tx) =>
    writeAudit(tx, {
      teamId: team.id,
      actorId: admin.userId,
      action: 'team.change',
      subject: `team:${team.id}`,
    }),
  )
  await expect(
    db.auditEvent.updateMany({ where: { teamId: team.id }, data: { actorId: null } }),
  ).rejects.toThrow()
  await expect(db.auditEvent.deleteMany({ where: { teamId: team.id } })).rejects.toThrow()
})
