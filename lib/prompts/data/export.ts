import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { ownershipOf } from '#lib/teams/schema.ts'
import type { ExportRequest } from '../schema.ts'
import { versionContentSchema } from '../schema.ts'
import type { ExportedPrompt } from '../schema/file.ts'
import { writeJson } from '../schema/file.ts'
import { writeCsv } from '../schema/table.ts'
import { conditionOf } from './list.ts'
import { contentSelection } from './versions.ts'
import { isReached } from './visible.ts'

const selection = {
  id: true,
  scope: true,
  title: true,
  slug: true,
  description: true,
  tags: true,
  folder: { select: { name: true } },
  versions: { orderBy: { number: 'asc' }, select: { number: true, note: true, ...contentSelection } },
  labels: {
    orderBy: { name: 'asc' },
    select: { name: true, isProtected: true, version: { select: { number: true } } },
  },
} as const satisfies Prisma.PromptSelect

type Row = Prisma.PromptGetPayload<{ select: typeof selection }>

function toExported({ scope, folder, versions, labels, ...row }: Row): ExportedPrompt {
  const { title, slug, description, tags } = row
  return {
    scope: ownershipOf(scope),
    title,
    slug,
    description,
    tags,
    folder: folder?.name ?? null,
    versions: versions.map(({ number, note, ...content }) => ({
      number,
      note,
      ...versionContentSchema.parse(content),
    })),
    labels: labels.map(({ version, ...label }) => ({ ...label, number: version.number })),
  }
}

const idRows = z.array(z.object({ id: z.uuid() }))

/** In the order in which they are exported: of those that the viewer sees. */
async function chosenIds(viewer: Viewer, { wanted }: ExportRequest): Promise<string[]> {
  const condition =
    'filter' in wanted
      ? await conditionOf(viewer, wanted.filter)
      : sql`${isReached(viewer)} AND p."trashedAt" IS NULL AND p."id" = ANY(${wanted.prompts}::uuid[])`
  const rows = await db.$queryRaw`
    SELECT p."id" FROM "Prompt" p WHERE ${condition} ORDER BY p."scope" = 'team', p."slug" COLLATE "C", p."id"`
  return idRows.parse(rows).map(({ id }) => id)
}

/** As many as are read at once. */
const atOnce = 200

/**
 * Prompts as a file: JSON with all of their versions, or CSV with the newest of each. What is not the viewer's to see is
 * left out. Throws AppError `not_found` where nothing is left.
 */
export async function exportPrompts(
  viewer: Viewer,
  request: ExportRequest,
): Promise<{ filename: string; mime: string; text: string }> {
  const ids = await chosenIds(viewer, request)
  if (ids.length === 0) throw new AppError('not_found', 'There is no prompt here that can be exported.')
  const prompts: ExportedPrompt[] = []
  for (let at = 0; at < ids.length; at += atOnce) {
    const part = ids.slice(at, at + atOnce)
    const rows = await db.prompt.findMany({
      where: { teamId: viewer.teamId, id: { in: part } },
      select: selection,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const id of part) {
      const row = byId.get(id)
      if (row) prompts.push(toExported(row))
    }
  }
  const name = `prompts-${new Date().toISOString().slice(0, 10)}`
  return request.format === 'json'
    ? { filename: `${name}.json`, mime: 'application/json', text: writeJson(prompts) }
    : { filename: `${name}.csv`, mime: 'text/csv', text: writeCsv(prompts) }
}
