import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { readCursor, toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { readWords } from '#lib/images/data/words.ts'
import { ownershipOf } from '#lib/teams/schema.ts'
import type { LibraryPage, LibraryPart, LibraryQuery, LibrarySort, PromptNames } from '../schema.ts'
import { libraryFilterSchema, maxPrompts, promptNamesSchema } from '../schema.ts'
import { usesOf } from './stats.ts'
import { readSummaries } from './summary.ts'
import { isReached, isReachedInTrash } from './visible.ts'

const pageSize = 30
/** More than anybody types. */
const maxWords = 24

const isThere = (viewer: Viewer) => sql`${isReached(viewer)} AND p."trashedAt" IS NULL`

const parts: Record<LibraryPart, (viewer: Viewer) => Sql> = {
  all: isThere,
  mine: (viewer) => sql`${isThere(viewer)} AND p."scope" <> 'team'`,
  team: (viewer) => sql`${isThere(viewer)} AND p."scope" = 'team'`,
  pinned: (viewer) => sql`${isThere(viewer)} AND EXISTS (
    SELECT 1 FROM "PromptPin" k WHERE k."promptId" = p."id" AND k."userId" = ${viewer.userId}::uuid)`,
  trash: isReachedInTrash,
}

type Filter = z.infer<typeof libraryFilterSchema>

/** Which prompts `p` a filter finds. A search without a word that the index knows finds nothing. */
export async function conditionOf(viewer: Viewer, filter: Omit<Filter, 'sort' | 'after'>): Promise<Sql> {
  const { part, folder, tag, search } = filter
  const words = search.replaceAll('\0', '').split(/\s+/).filter(Boolean).slice(0, maxWords)
  const { wanted } = await readWords(
    words.map((value) => ({ condition: { kind: 'words', value, isPhrase: false }, isNot: false })),
  )
  return sql`${parts[part](viewer)}
    AND ${folder === undefined ? sql`true` : sql`p."folderId" = ${folder}::uuid`}
    AND ${tag === undefined ? sql`true` : sql`p."tags" @> ARRAY[${tag}]::text[]`}
    AND ${words.length === 0 ? sql`true` : sql`p."search" @@ ${wanted ?? ''}::tsquery`}`
}

const usedPlace = z.object({ uses: z.coerce.number().int().min(0), id: z.uuid() })

/** What lies behind a cursor of this order. Throws AppError `invalid` for one that is none. */
function isAfter(sort: LibrarySort, cursor: string | undefined): Sql {
  if (cursor === undefined) return sql`true`
  if (sort === 'changed') {
    const { createdAt, id } = readCursor(cursor)
    return sql`(p."updatedAt", p."id") < (${createdAt}::timestamptz, ${id}::uuid)`
  }
  const [uses, id] = cursor.split('_')
  const place = usedPlace.safeParse({ uses, id })
  if (!place.success) throw new AppError('invalid', 'This is not a place in the library. Reload the page.')
  return sql`(p."uses", p."id") < (${place.data.uses}::int, ${place.data.id}::uuid)`
}

/**
 * A page of the library: the team's prompts and the viewer's own that a filter finds, those that changed last first, or
 * those that were used most. `next` is where the next page begins, as `after`. Throws AppError `invalid` for a cursor
 * that is none.
 */
export async function listLibrary(viewer: Viewer, query: LibraryQuery = {}): Promise<LibraryPage> {
  const { sort, after, ...filter } = libraryFilterSchema.parse(query)
  const found = await conditionOf(viewer, filter)
  const uses = sort === 'used' ? sql`(${usesOf(viewer)})` : sql`0`
  const order =
    sort === 'used' ? sql`ORDER BY p."uses" DESC, p."id" DESC` : sql`ORDER BY p."updatedAt" DESC, p."id" DESC`
  const chosen = sql`
    SELECT * FROM (SELECT p.*, ${uses} AS "uses" FROM "Prompt" p WHERE ${found}) p
    WHERE ${isAfter(sort, after)} ${order} LIMIT ${pageSize + 1}`
  const rows = await readSummaries(viewer, chosen, order)
  const prompts = rows.slice(0, pageSize)
  const last = prompts.at(-1)
  if (rows.length <= pageSize || !last) return { prompts, next: null }
  const { id, updatedAt, stats } = last
  const next = sort === 'used' ? `${stats.uses}_${id}` : toCursor({ createdAt: new Date(updatedAt), id })
  return { prompts, next }
}

const nameRows = z.array(
  z.object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    scope: z.string(),
    number: z.number(),
    isPinned: z.boolean(),
  }),
)

/** What every prompt that the viewer sees is called: the pinned first, then what changed last. */
export async function listPromptNames(viewer: Viewer): Promise<PromptNames> {
  const rows = await db.$queryRaw`
    SELECT p."id", p."slug", p."title", p."scope", k."promptId" IS NOT NULL AS "isPinned",
      (SELECT max("number") FROM "PromptVersion" WHERE "promptId" = p."id") AS "number"
    FROM "Prompt" p LEFT JOIN "PromptPin" k ON k."promptId" = p."id" AND k."userId" = ${viewer.userId}::uuid
    WHERE ${isThere(viewer)}
    ORDER BY k."promptId" IS NULL, p."updatedAt" DESC, p."id" DESC LIMIT ${2 * maxPrompts}`
  const prompts = nameRows.parse(rows).map((row) => ({ ...row, scope: ownershipOf(row.scope) }))
  return promptNamesSchema.parse({ prompts })
}
