import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { readCursor, toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { jsonSchema } from '#lib/models/schema/values.ts'
import { auditPolicy } from './policy.ts'
import type { AuditEvent, AuditFilter, AuditPage } from './schema.ts'
import { auditEventSchema, auditKinds, auditPageSchema } from './schema.ts'

const pageSize = 50
const csvPageSize = 1_000

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    at: z.date(),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), jsonSchema),
    actorId: z.uuid().nullable(),
    actorName: z.string().nullable(),
    subjectName: z.string().nullable(),
  }),
)

type Row = z.infer<typeof rowsSchema>[number]

/** Days are the team's. */
const isMeant = ({ kind, by, from, to }: AuditFilter) => {
  const actions: readonly string[] = kind ? auditKinds[kind] : Object.values(auditKinds).flat()
  const since = from ? sql`AND e."at" >= ${from}::date::timestamp AT TIME ZONE t."timeZone"` : sql``
  const until = to ? sql`AND e."at" < (${to}::date + 1)::timestamp AT TIME ZONE t."timeZone"` : sql``
  const author = by ? sql`AND e."actorId" = ${by}::uuid` : sql``
  return sql`e."action" = ANY(${actions}) ${author} ${since} ${until}`
}

async function readRows(
  { teamId }: Viewer,
  filter: AuditFilter,
  before: string | undefined,
  most: number,
): Promise<Row[]> {
  const place = before === undefined ? null : readCursor(before)
  const older = place ? sql`AND (e."at", e."id") < (${place.createdAt}, ${place.id}::uuid)` : sql``
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT e."id", e."at", e."action", e."subject", e."detail", e."actorId", a."name" AS "actorName",
        CASE split_part(e."subject", ':', 1)
          WHEN 'share' THEN (SELECT s."title" FROM "Share" s WHERE s."teamId" = t."id" AND s."id"::text = split_part(e."subject", ':', 2))
          WHEN 'token' THEN (SELECT k."name" FROM "Token" k WHERE k."teamId" = t."id" AND k."id"::text = split_part(e."subject", ':', 2))
          WHEN 'team' THEN t."name"
          ELSE (SELECT u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
            WHERE m."teamId" = t."id" AND u."id"::text = split_part(e."subject", ':', 2))
        END AS "subjectName"
      FROM "AuditEvent" e JOIN "Team" t ON t."id" = e."teamId" LEFT JOIN "User" a ON a."id" = e."actorId"
      WHERE e."teamId" = ${teamId}::uuid AND ${isMeant(filter)} ${older}
      ORDER BY e."at" DESC, e."id" DESC LIMIT ${most}`,
  )
}

function toEvent({ id, at, action, subject, detail, actorId, actorName, subjectName }: Row): AuditEvent {
  const [kind = '', subjectId = ''] = subject.split(':')
  return auditEventSchema.parse({
    id,
    at: at.toISOString(),
    action,
    actor: actorId && { id: actorId, name: actorName ?? 'Somebody who is gone' },
    subject: { kind, id: subjectId, name: subjectName },
    detail,
  })
}

function requireReader(viewer: Viewer): void {
  if (!auditPolicy.see(viewer)) throw new AppError('forbidden', 'Only admins read the audit log.')
}

/** What changed access, money or shares, the newest first. Throws AppError `forbidden`, `invalid`. */
export async function listAudit(viewer: Viewer, filter: AuditFilter, before?: string): Promise<AuditPage> {
  requireReader(viewer)
  const [rows, members, team] = await Promise.all([
    readRows(viewer, filter, before, pageSize + 1),
    db.membership.findMany({
      where: { teamId: viewer.teamId },
      select: { user: { select: { id: true, name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
    db.team.findUniqueOrThrow({ where: { id: viewer.teamId }, select: { timeZone: true } }),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const hasMore = rows.length > pageSize
  return auditPageSchema.parse({
    events: shown.map(toEvent),
    next: hasMore && last ? toCursor({ createdAt: last.at, id: last.id }) : null,
    people: members.map(({ user }) => user),
    timeZone: team.timeZone,
  })
}

async function* pagesOf(viewer: Viewer, filter: AuditFilter): AsyncGenerator<Record<string, string>[], void> {
  let before: string | undefined
  do {
    const rows = await readRows(viewer, filter, before, csvPageSize)
    yield rows.map(({ at, action, subject, detail, actorName, subjectName }) => ({
      time: at.toISOString(),
      who: actorName ?? '',
      action,
      subject,
      name: subjectName ?? '',
      detail: JSON.stringify(detail),
    }))
    const last = rows.at(-1)
    before = last && rows.length === csvPageSize ? toCursor({ createdAt: last.at, id: last.id }) : undefined
  } while (before !== undefined)
}

/** The same as rows for a table, all of them, page by page. Throws AppError `forbidden`. */
export function readAudit(
  viewer: Viewer,
  filter: AuditFilter,
): AsyncGenerator<Record<string, string>[], void> {
  requireReader(viewer)
  return pagesOf(viewer, filter)
}
