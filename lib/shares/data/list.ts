import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { shareToken } from '#lib/auth/share-secrets.ts'
import { readCursor, toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Share, ShareDetail, SharePage } from '../schema.ts'
import { shareDetailSchema, sharePath, shareSchema } from '../schema.ts'
import { sourceImages } from './choose.ts'
import { requireShare } from './keep.ts'
import { isShown } from './shown.ts'

const pageSize = 30

const rowSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['selection', 'album', 'generation', 'profile']),
  title: z.string(),
  note: z.string(),
  version: z.number(),
  hasPassword: z.boolean(),
  showPrompts: z.boolean(),
  showParameters: z.boolean(),
  allowDownload: z.boolean(),
  allowRemix: z.boolean(),
  showStars: z.boolean(),
  showNames: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  isExpired: z.boolean(),
  held: z.number(),
  shown: z.number(),
  views: z.number(),
  cover: z.uuid().nullable(),
})

const select = (where: Sql) => sql`
  SELECT s."id", s."kind", s."title", s."note", s."version", s."passwordHash" IS NOT NULL AS "hasPassword",
    s."showPrompts", s."showParameters", s."allowDownload", s."allowRemix", s."showStars", s."showNames",
    s."createdAt", s."updatedAt", s."expiresAt", s."revokedAt", coalesce(s."expiresAt" <= now(), false) AS "isExpired",
    counted."held", counted."shown", counted."cover",
    (SELECT coalesce(sum(d."views"), 0)::int FROM "ShareDay" d WHERE d."shareId" = s."id") AS "views"
  FROM (SELECT * FROM "Share" s WHERE ${where}) s
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "held", (count(*) FILTER (WHERE ${isShown}))::int AS "shown",
      (array_agg(i."id" ORDER BY si."rank") FILTER (WHERE ${isShown}))[1] AS "cover"
    FROM "ShareImage" si JOIN "Image" i ON i."id" = si."imageId" WHERE si."shareId" = s."id"
  ) counted
  ORDER BY s."createdAt" DESC, s."id" DESC`

function toShare(row: z.infer<typeof rowSchema>): Share {
  const state = row.revokedAt ? 'revoked' : row.isExpired ? 'expired' : 'live'
  return shareSchema.parse({
    ...row,
    switches: row,
    state,
    path: state === 'live' ? sharePath(shareToken(row.id, row.version)) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  })
}

const like = (search: string) => `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** The viewer's own links, the newest first, with those words in their title or note. Throws AppError `invalid`. */
export async function listShares(
  viewer: Viewer,
  { search = '', after }: { search?: string; after?: string } = {},
): Promise<SharePage> {
  const place = after === undefined ? null : readCursor(after)
  const found =
    search.trim() === ''
      ? sql``
      : sql`AND (s."title" ILIKE ${like(search.trim())} OR s."note" ILIKE ${like(search.trim())})`
  const older = place
    ? sql`AND (s."createdAt", s."id") < (${place.createdAt}::timestamptz, ${place.id}::uuid)`
    : sql``
  const rows = z.array(rowSchema).parse(
    await db.$queryRaw(
      select(sql`
        s."teamId" = ${viewer.teamId}::uuid AND s."createdById" = ${viewer.userId}::uuid ${found} ${older}
        ORDER BY s."createdAt" DESC, s."id" DESC LIMIT ${pageSize + 1}`),
    ),
  )
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return { shares: page.map(toShare), next: rows.length > pageSize && last ? toCursor(last) : null }
}

const imageRows = z.array(
  z.object({ id: z.uuid(), width: z.number(), height: z.number(), isShown: z.boolean() }),
)

/** Everything about one link that the viewer may change. Throws AppError `not_found`, `forbidden`. */
export async function getShare(viewer: Viewer, id: string): Promise<ShareDetail> {
  const { kind, sourceId } = await requireShare(viewer, id)
  const [rows, images, days] = await Promise.all([
    db.$queryRaw(select(sql`s."id" = ${id}::uuid AND s."teamId" = ${viewer.teamId}::uuid`)),
    db.$queryRaw`
      SELECT i."id", i."width", i."height", (${isShown}) AS "isShown"
      FROM "Share" s JOIN "ShareImage" si ON si."shareId" = s."id" JOIN "Image" i ON i."id" = si."imageId"
      WHERE s."id" = ${id}::uuid AND s."teamId" = ${viewer.teamId}::uuid ORDER BY si."rank"`,
    db.shareDay.findMany({
      where: { shareId: id, teamId: viewer.teamId },
      orderBy: { day: 'desc' },
      take: 30,
      select: { day: true, views: true },
    }),
  ])
  const held = imageRows.parse(images)
  const now = kind === 'selection' || sourceId === null ? null : await sourceImages(viewer, kind, sourceId)
  const ids = new Set(held.map((image) => image.id))
  const [row] = z.array(rowSchema).length(1).parse(rows)
  return shareDetailSchema.parse({
    ...(row && toShare(row)),
    images: held,
    days: days.map(({ day, views }) => ({ day: day.toISOString().slice(0, 10), views })),
    source: now && { now: now.length, kept: now.filter((image) => ids.has(image.id)).length },
  })
}
