import 'server-only'
import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { requirePrice, withinBudgets } from '#lib/budgets/data.ts'
import { db } from '#lib/db/client.ts'
import { notifyBatch, notifyQueue, sql, toJsonb, toText } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { enqueue, newGeneration } from '#lib/generations/data/enqueue.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { batchPolicy } from '../policy.ts'
import type { BatchInput, Plan } from '../schema.ts'
import { labelOfText } from '../schema/labels.ts'
import type { CheckedPlan, SoundCell } from './check.ts'
import { checkPlan } from './check.ts'
import { priceCells } from './price.ts'

function titleOf(plan: Plan): string {
  if (plan.kind === 'file') return plan.rows.length === 1 ? '1 row' : `${plan.rows.length} rows`
  return labelOfText(plan.kind === 'matrix' ? plan.base.template : plan.template)
}

/** What was asked, as a hash: a repeated request is the same text. */
const hashOfInput = ({ plan, reuse, title, visibility, albumId, promptVersionId }: BatchInput) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        plan,
        reuse,
        title ?? null,
        visibility,
        ...(albumId ? [albumId] : []),
        ...(promptVersionId ? [{ promptVersionId }] : []),
      ]),
    )
    .digest('hex')

/** Whether this very request was made before. Throws AppError `conflict` where its id was used for something else. */
async function isMade(viewer: Viewer, input: BatchInput): Promise<boolean> {
  const existing = await db.batch.findFirst({
    where: { id: input.id, teamId: viewer.teamId, authorId: viewer.userId },
    select: { bodyHash: true },
  })
  if (existing && existing.bodyHash !== hashOfInput(input)) throw used()
  return existing !== null
}

const used = () =>
  new AppError('conflict', 'This request was already used for something else. Reload the page and try again.')

async function requireSound(viewer: Viewer, plan: Plan): Promise<CheckedPlan> {
  const checked = await checkPlan(viewer, plan)
  if (!checked.ok) throw new AppError('invalid', checked.message)
  const [problem, ...others] = checked.problems
  if (!problem) return checked
  const more = others.length === 0 ? '' : ` So cannot ${others.length} more.`
  throw new AppError(
    'invalid',
    `"${problem.cell.labels.join(' · ')}" cannot be made: ${problem.message}${more}`,
  )
}

interface NewCell {
  sound: SoundCell
  generationId: string
  isReused: boolean
}

const toNewCell = (sound: SoundCell, reuse: boolean): NewCell =>
  reuse && sound.existingId !== null
    ? { sound, generationId: sound.existingId, isReused: true }
    : { sound, generationId: uuid(), isReused: false }

const rowsSchema = z.array(z.unknown())

/**
 * Makes a batch: its row, its cells, and in the queue a generation with its reservation for each cell that is not
 * reused, in one statement. Nothing is fed later, so nothing is lost with a server. Asked twice with the same id it
 * is one batch; the second call changes nothing.
 * Throws AppError: `forbidden` (a guest), `invalid` (what a person can mend), `conflict` (the id was used for
 * something else), `over_budget` (for all of it together).
 */
export async function createBatch(viewer: Viewer, input: BatchInput): Promise<{ id: string }> {
  if (!batchPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but not generate.')
  if (await isMade(viewer, input)) return { id: input.id }
  const checked = await requireSound(viewer, input.plan)
  const cells = checked.sound.map((sound) => toNewCell(sound, input.reuse))
  const made = await insert(viewer, input, checked, cells)
  if (!made && !(await isMade(viewer, input))) throw used()
  return { id: input.id }
}

/** False where the id is taken. */
async function insert(
  viewer: Viewer,
  input: BatchInput,
  { axes }: CheckedPlan,
  cells: readonly NewCell[],
): Promise<boolean> {
  const { id, plan, title, visibility, albumId, promptVersionId } = input
  const bodyHash = hashOfInput(input)
  const toMake = cells.filter(({ isReused }) => !isReused)
  const prices = await priceCells(
    viewer,
    toMake.map(({ sound }) => sound),
  )
  const generations = toMake.map(({ sound, generationId }) => {
    const { template, variables } = sound.cell.input
    const asked = {
      id: generationId,
      requestKey: generationId,
      visibility,
      template,
      variables,
      albumId,
      promptVersionId,
    }
    return newGeneration(asked, sound.recipe, prices.of(sound))
  })
  const places = cells.map(({ sound, generationId, isReused }) => ({
    position: sound.cell.position,
    generationId,
    isReused,
  }))
  await requirePrice(
    viewer,
    generations.map(({ estimateMicros }) => estimateMicros),
  )
  const rows = await withinBudgets(
    viewer,
    () => db.$queryRaw`
    WITH batch AS (
      INSERT INTO "Batch" ("id", "teamId", "authorId", "bodyHash", "kind", "title", "plan", "axes", "visibility", "environment")
      VALUES (${id}::uuid, ${viewer.teamId}::uuid, ${viewer.userId}::uuid, ${bodyHash}, ${plan.kind}::"BatchKind",
        ${toText(title || titleOf(plan))}, ${toJsonb(plan)}::jsonb, ${toJsonb(axes)}::jsonb, ${visibility}::"Visibility",
        ${upstreamEnvironment(viewer)}::"Environment")
      ON CONFLICT DO NOTHING
      RETURNING *
    ), ${enqueue(viewer, generations, sql`batch`)}, placed AS (
      INSERT INTO "BatchCell" ("batchId", "teamId", "position", "generationId", "isReused")
      SELECT batch."id", batch."teamId", r."position", r."generationId", r."isReused"
      FROM batch CROSS JOIN jsonb_to_recordset(${toJsonb(places)}::jsonb)
        AS r("position" int, "generationId" uuid, "isReused" boolean)
    )
    SELECT ${notifyQueue}::text, ${notifyBatch(sql`"teamId"`, sql`"id"`)}::text FROM batch`,
  )
  return rowsSchema.parse(rows).length > 0
}
