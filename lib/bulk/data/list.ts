import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import type { BulkChange, BulkChangeList } from '../schema.ts'
import { bulkChangeListSchema, bulkChangeSchema, storedChangeSchema } from '../schema.ts'

const shown = 20

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    change: storedChangeSchema,
    state: z.enum(['running', 'done', 'failed', 'undone']),
    total: z.number(),
    done: z.number(),
    changed: z.coerce.number(),
  }),
)

function toBulkChange({ change, ...row }: z.infer<typeof rowsSchema>[number]): BulkChange {
  const isUndo = change.kind === 'undo'
  const { kind } = isUndo ? change.change : change
  const canUndo =
    !isUndo && kind !== 'purge' && row.state !== 'undone' && (row.changed > 0 || row.state === 'running')
  return bulkChangeSchema.parse({ ...row, kind, isUndo, canUndo })
}

async function read(viewer: Viewer, which: Sql): Promise<BulkChange[]> {
  const rows = await db.$queryRaw`
    SELECT b."id", b."change", b."state", b."total", b."done",
      CASE WHEN b."state" = 'running' OR b."change"->>'kind' = 'undo' THEN b."done"
        ELSE (SELECT count(*)::int FROM "BulkChangeImage" k WHERE k."changeId" = b."id" AND k."isChanged") END AS "changed"
    FROM "BulkChange" b
    WHERE b."teamId" = ${viewer.teamId}::uuid AND b."userId" = ${viewer.userId}::uuid AND ${which}
    ORDER BY b."createdAt" DESC, b."id" DESC LIMIT ${shown}`
  return rowsSchema.parse(rows).map(toBulkChange)
}

/** The viewer's own changes of many images, the newest first: what runs, and what ended in the last hour. */
export async function listChanges(viewer: Viewer): Promise<BulkChangeList> {
  const recent = sql`(b."state" = 'running' OR b."finishedAt" > now() - interval '1 hour')`
  return bulkChangeListSchema.parse({ changes: await read(viewer, recent) })
}

/** One of the viewer's own. Throws AppError `not_found`. */
export async function getChange(viewer: Viewer, id: string): Promise<BulkChange> {
  const [change] = await read(viewer, sql`b."id" = ${id}::uuid`)
  if (!change) throw new AppError('not_found', 'That change is gone.')
  return change
}
