import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { ownershipOf, scopesOf } from '#lib/teams/schema.ts'
import { promptPolicy } from '../policy.ts'
import type { LibraryFacets } from '../schema.ts'
import { facetsSchema } from '../schema.ts'
import { isReached, isReachedInTrash, requireChange } from './visible.ts'

const idRows = z.array(z.object({ id: z.uuid() }))

/** The folder of that name in a scope, made where there is none. Null for none. */
export async function folderIdOf(
  viewer: Viewer,
  tx: Prisma.TransactionClient,
  scope: string,
  name: string | null,
): Promise<string | null> {
  if (name === null) return null
  // A write of what is there: so the row is seen, also where somebody has just made it.
  const rows = await tx.$queryRaw`
    INSERT INTO "Folder" ("id", "teamId", "scope", "name") VALUES (${uuid()}::uuid, ${viewer.teamId}::uuid, ${scope}, ${name})
    ON CONFLICT ("teamId", "scope", "name") DO UPDATE SET "name" = excluded."name" RETURNING "id"`
  const [row] = idRows.parse(rows)
  return row?.id ?? null
}

/**
 * Renames a folder, for all prompts in it. Throws AppError `not_found`, `forbidden`, `conflict` where there is one of
 * that name.
 */
export async function renameFolder(viewer: Viewer, id: string, name: string): Promise<void> {
  const where = { id, teamId: viewer.teamId, scope: { in: scopesOf(viewer) } }
  const folder = await db.folder.findFirst({ where, select: { scope: true } })
  if (!folder) throw new AppError('not_found', 'That folder is gone.')
  requireChange(viewer, ownershipOf(folder.scope))
  try {
    await db.folder.updateMany({ where, data: { name } })
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new AppError('conflict', `There is a folder “${name}” already. Choose another name.`)
  }
}

const rowSchema = z.tuple([
  z.object({
    folders: z.array(z.object({ id: z.uuid(), scope: z.string(), name: z.string(), count: z.number() })),
    tags: z.array(z.object({ name: z.string(), count: z.number() })),
    all: z.number(),
    mine: z.number(),
    pinned: z.number(),
    trash: z.number(),
  }),
])

/** What the viewer can look through the library by: folders that have something in them, tags, and how many there are. */
export async function listFacets(viewer: Viewer): Promise<LibraryFacets> {
  const [{ folders, tags, all, mine, ...counts }] = rowSchema.parse(
    await db.$queryRaw`
      WITH p AS (SELECT * FROM "Prompt" p WHERE ${isReached(viewer)} AND p."trashedAt" IS NULL)
      SELECT
        (SELECT count(*)::int FROM p) AS "all",
        (SELECT count(*)::int FROM p WHERE p."scope" <> 'team') AS "mine",
        (SELECT count(*)::int FROM p JOIN "PromptPin" k ON k."promptId" = p."id" AND k."userId" = ${viewer.userId}::uuid) AS "pinned",
        (SELECT count(*)::int FROM "Prompt" p WHERE ${isReachedInTrash(viewer)}) AS "trash",
        (SELECT coalesce(jsonb_agg(t ORDER BY t."count" DESC, t."name"), '[]') FROM (
          SELECT tag AS "name", count(*)::int AS "count" FROM p CROSS JOIN LATERAL unnest(p."tags") tag GROUP BY 1
        ) t) AS "tags",
        (SELECT coalesce(jsonb_agg(t ORDER BY lower(t."name"), t."id"), '[]') FROM (
          SELECT f."id", f."scope", f."name", count(*)::int AS "count" FROM p JOIN "Folder" f ON f."id" = p."folderId" GROUP BY 1, 2, 3
        ) t) AS "folders"`,
  )
  return facetsSchema.parse({
    folders: folders.map((folder) => {
      const scope = ownershipOf(folder.scope)
      return { ...folder, scope, can: { change: promptPolicy.change(viewer, scope) } }
    }),
    tags,
    counts: { all, mine, team: all - mine, ...counts },
    can: {
      create: promptPolicy.change(viewer, 'mine'),
      createForTeam: promptPolicy.change(viewer, 'team'),
    },
  })
}
