import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { variablesSchema } from '#lib/generations/schema/states.ts'
import type { PromptDetail, PromptVersion } from '../schema.ts'
import { maxVersions, noStats, promptDetailSchema, promptVersionSchema } from '../schema.ts'
import { promptPolicy } from '../policy.ts'
import { readBest, readStats } from './stats.ts'
import { readSummaries } from './summary.ts'
import { isReached, promptGone, reach } from './visible.ts'

const author = { author: { select: { userId: true, user: { select: { name: true } } } } } as const

const summarySelection = {
  id: true,
  number: true,
  note: true,
  createdAt: true,
  ...author,
} as const satisfies Prisma.PromptVersionSelect

type SummaryRow = Prisma.PromptVersionGetPayload<{ select: typeof summarySelection }>

const toSummary = ({ author: { userId, user }, createdAt, ...row }: SummaryRow) => ({
  ...row,
  author: { id: userId, name: user.name },
  createdAt: createdAt.toISOString(),
})

/**
 * One version, with what came of it and the pictures that turned out best. Throws AppError `not_found`: for what is not
 * there, in the trash, and not the viewer's to see, alike.
 */
export async function getVersion(viewer: Viewer, id: string): Promise<PromptVersion> {
  const row = await db.promptVersion.findFirst({
    where: { id, teamId: viewer.teamId, prompt: { ...reach(viewer), trashedAt: null } },
    select: {
      ...summarySelection,
      promptId: true,
      text: true,
      isPlain: true,
      variables: true,
      modelId: true,
      provider: true,
      parameters: true,
      extra: true,
      prompt: { select: { title: true } },
    },
  })
  if (!row) throw promptGone()
  const [stats, best] = await Promise.all([readStats(viewer, 'version', [id]), readBest(viewer, id)])
  const { prompt, ...version } = row
  return promptVersionSchema.parse({
    ...toSummary(version),
    title: prompt.title,
    variables: variablesSchema.catch({}).parse(version.variables),
    stats: stats.get(id) ?? noStats,
    best,
  })
}

/** A prompt with its history. Throws AppError `not_found` as `getVersion` does. */
export async function getPrompt(viewer: Viewer, id: string): Promise<PromptDetail> {
  const chosen = sql`
    SELECT p.* FROM "Prompt" p WHERE p."id" = ${id}::uuid AND ${isReached(viewer)} AND p."trashedAt" IS NULL`
  const [summary] = await readSummaries(viewer, chosen, sql``)
  const row = summary && (await findRest(viewer, id))
  if (!summary || !row) throw promptGone()
  const stats = await readStats(
    viewer,
    'version',
    row.versions.map((version) => version.id),
  )
  return promptDetailSchema.parse({
    ...summary,
    createdBy: { id: row.createdBy.userId, name: row.createdBy.user.name },
    createdAt: row.createdAt.toISOString(),
    forkedFrom: row.forkedFrom && toOrigin(viewer, row.forkedFrom),
    versions: row.versions.map((version) => ({
      ...toSummary(version),
      stats: stats.get(version.id) ?? noStats,
    })),
    current: await getVersion(viewer, summary.version.id),
  })
}

const findRest = (viewer: Viewer, id: string) =>
  db.prompt.findFirst({
    where: { ...reach(viewer), id },
    select: {
      createdAt: true,
      createdBy: author.author,
      forkedFrom: { select: { id: true, title: true, scope: true, trashedAt: true } },
      versions: { orderBy: { number: 'desc' }, take: maxVersions, select: summarySelection },
    },
  })

interface Origin {
  id: string
  title: string
  scope: string
  trashedAt: Date | null
}

const toOrigin = (viewer: Viewer, { id, title, ...origin }: Origin) =>
  origin.trashedAt === null && promptPolicy.see(viewer, origin) ? { id, title } : { id: null, title: null }
