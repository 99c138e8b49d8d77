import 'server-only'
import { createHash } from 'node:crypto'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { scopeOf } from '#lib/teams/schema.ts'
import { promptPolicy } from '../policy.ts'
import type { ImportPlan } from '../schema.ts'
import { maxPrompts, versionContentSchema } from '../schema.ts'
import type { ReadRow } from '../schema/file.ts'
import { readJson } from '../schema/file.ts'
import type { Existing } from '../schema/merge.ts'
import type { Planned } from '../schema/plan.ts'
import { planRows, slugOfPrompt } from '../schema/plan.ts'
import { readCsv } from '../schema/table.ts'
import { applySteps } from './apply-import.ts'
import { contentSelection } from './versions.ts'
import { requireChange } from './visible.ts'

type Client = Pick<Prisma.TransactionClient, 'prompt'>

export interface Import {
  format: 'json' | 'csv'
  scope: Ownership
  text: string
}

/** Throws AppError `invalid` for what is no such file. */
function readFile({ format, text }: Import): ReadRow[] {
  const read = format === 'json' ? readJson(text) : readCsv(text)
  if (!read.ok) throw new AppError('invalid', read.message)
  if (read.rows.length === 0) throw new AppError('invalid', 'There is no prompt in this file.')
  return read.rows
}

const slugsOf = (rows: readonly ReadRow[]) =>
  rows.flatMap((row) => ('prompt' in row ? [slugOfPrompt(row.prompt)] : []))

async function readExisting(
  viewer: Viewer,
  client: Client,
  scope: string,
  slugs: string[],
): Promise<Map<string, Existing>> {
  const rows = await client.prompt.findMany({
    where: { teamId: viewer.teamId, scope, trashedAt: null, slug: { in: slugs } },
    select: {
      id: true,
      slug: true,
      title: true,
      description: true,
      tags: true,
      folder: { select: { name: true } },
      versions: { orderBy: { number: 'asc' }, select: { number: true, ...contentSelection } },
      labels: { select: { name: true, isProtected: true, version: { select: { number: true } } } },
    },
  })
  const all = rows.map(({ folder, versions, labels, ...row }) => ({
    ...row,
    folder: folder?.name ?? null,
    versions: versions.map(({ number, ...content }) => ({
      number,
      content: versionContentSchema.parse(content),
    })),
    labels: labels.map(({ version, ...label }) => ({ ...label, number: version.number })),
  }))
  return new Map(all.map((prompt) => [prompt.slug, prompt]))
}

interface Prepared {
  planned: Planned[]
  /** Of all that the plan was made from. */
  fingerprint: string
}

async function prepare(viewer: Viewer, client: Client, wish: Import, rows: ReadRow[]): Promise<Prepared> {
  const scope = scopeOf(viewer, wish.scope)
  const existing = await readExisting(viewer, client, scope, slugsOf(rows))
  const count = await client.prompt.count({ where: { teamId: viewer.teamId, scope, trashedAt: null } })
  const rights = { protect: promptPolicy.protect(viewer), room: Math.max(0, maxPrompts - count) }
  const planned = planRows(rows, existing, rights)
  const seen = [planned.map(({ row, step }) => [row, step]), [...existing.values()]]
  return { planned, fingerprint: createHash('sha256').update(JSON.stringify(seen)).digest('hex') }
}

function toPlan({ planned, fingerprint }: Prepared): ImportPlan {
  const rows = planned.map(({ row }) => row)
  const count = (outcome: (typeof rows)[number]['outcome']) =>
    rows.filter((row) => row.outcome === outcome).length
  return {
    rows,
    counts: {
      new: count('new'),
      changed: count('changed'),
      same: count('same'),
      refused: count('refused'),
    },
    plan: fingerprint,
  }
}

/**
 * What bringing a file in would change: for each row whether it is new, a new version, the same, or refused and why.
 * Changes nothing. Throws AppError `forbidden`, `invalid` for what is no such file.
 */
export async function planImportOf(viewer: Viewer, wish: Import): Promise<ImportPlan> {
  requireChange(viewer, wish.scope)
  return toPlan(await prepare(viewer, db, wish, readFile(wish)))
}

/** Two thousand prompts with their histories take a while. */
const transactionMs = 60_000

const changedMeanwhile = () =>
  new AppError('conflict', 'The library has changed meanwhile. Look again at what would happen.')

/**
 * Does what `planImportOf` said, all of it or nothing. Throws AppError `forbidden`, `invalid` for what is no such file,
 * `conflict` where it would do something else by now.
 */
export async function importPrompts(viewer: Viewer, wish: Import & { plan: string }): Promise<ImportPlan> {
  requireChange(viewer, wish.scope)
  const rows = readFile(wish)
  const scope = scopeOf(viewer, wish.scope)
  try {
    return await db.$transaction(
      async (tx) => {
        await tx.$queryRaw`
          SELECT "id" FROM "Prompt" WHERE "teamId" = ${viewer.teamId}::uuid AND "scope" = ${scope} ORDER BY "id" FOR UPDATE`
        const prepared = await prepare(viewer, tx, wish, rows)
        if (prepared.fingerprint !== wish.plan) throw changedMeanwhile()
        const steps = prepared.planned.flatMap(({ step }) => (step ? [step] : []))
        await applySteps(viewer, tx, scope, steps)
        return toPlan(prepared)
      },
      { timeout: transactionMs, maxWait: transactionMs },
    )
  } catch (error) {
    if (isTaken(error)) throw changedMeanwhile()
    throw error
  }
}
