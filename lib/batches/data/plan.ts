import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { batchPolicy } from '../policy.ts'
import type { Plan, PlanAnswer, PlannedCell } from '../schema.ts'
import { checkPlan } from './check.ts'
import { priceCells } from './price.ts'

const shownProblems = 100

const lineOf = (plan: Plan, { position }: PlannedCell) =>
  plan.kind === 'file' ? (plan.rows[position]?.line ?? null) : null

/**
 * What a plan comes to: its cells, what of them exists already, what is left to make and what that costs, and what
 * is wrong with which cell. Spends nothing. Throws AppError `forbidden` (a guest).
 */
export async function planBatch(
  viewer: Viewer,
  plan: Plan,
  options: { reuse: boolean },
): Promise<PlanAnswer> {
  if (!batchPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but not generate.')
  const checked = await checkPlan(viewer, plan)
  if (!checked.ok) return checked
  const { axes, sound, problems } = checked
  const left = options.reuse ? sound.filter(({ existingId }) => existingId === null) : sound
  const { total } = await priceCells(viewer, left)
  return {
    ok: true,
    cells: sound.length + problems.length,
    images: sound.reduce((sum, { recipe }) => sum + recipe.n, 0),
    axes,
    existing: sound.filter(({ existingId }) => existingId !== null).length,
    toMake: left.length,
    price: total,
    problems: problems.slice(0, shownProblems).map(({ cell, message }) => ({
      position: cell.position,
      label: cell.labels.join(' · '),
      line: lineOf(plan, cell),
      message,
    })),
    problemCount: problems.length,
  }
}
