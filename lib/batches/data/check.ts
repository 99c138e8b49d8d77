import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import type { Recipe } from '#lib/generations/data/recipe.ts'
import { decisive, hashOf, requireUsable, toRecipe } from '#lib/generations/data/recipe.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { promptSchema } from '#lib/generations/schema.ts'
import type { ResolvedInput } from '#lib/inputs/data/resolve.ts'
import { resolveInputs } from '#lib/inputs/data/resolve.ts'
import { getModel, upstreamEnvironment } from '#lib/models/data.ts'
import type { Model } from '#lib/models/schema.ts'
import { listsFor } from '#lib/wildcards/data.ts'
import type { Plan, PlannedAxis, PlannedCell, PlannedCells } from '../schema.ts'
import { listNamesOf, parametersFor, planCells } from '../schema.ts'

/** A cell that can be made. */
export interface SoundCell {
  cell: PlannedCell
  recipe: Recipe
  recipeHash: string
  /** A generation with the same recipe that the viewer may take over. */
  existingId: string | null
}

interface Problem {
  cell: PlannedCell
  message: string
}

export interface CheckedPlan {
  ok: true
  axes: PlannedAxis[]
  sound: SoundCell[]
  problems: Problem[]
}

/** The models of some cells, or why they cannot be had, by the id that was asked for. */
async function modelsOf(
  viewer: Viewer,
  cells: readonly PlannedCell[],
): Promise<Map<string, Model | AppError>> {
  const ids = new Set(cells.map(({ input }) => input.modelId))
  const models = [...ids].map(async (id) => {
    const model = await getModel(viewer, id).catch((error: unknown) => {
      if (isAppError(error)) return error
      throw error
    })
    return [id, model] as const
  })
  return new Map(await Promise.all(models))
}

const refsOf = (plan: Plan) => ('base' in plan ? plan.base.inputs : plan.inputs) ?? []

type Refused = Extract<PlannedCells, { ok: false }>

/** Found once for every cell: what is wrong with it is wrong with the plan. */
async function orRefused<T>(found: Promise<T>): Promise<{ ok: true; value: T } | Refused> {
  try {
    return { ok: true, value: await found }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { ok: false, reason: 'invalid', count: '0', message: error.message }
  }
}

function recipeOf(
  plan: Plan,
  model: Model | AppError | undefined,
  { input }: PlannedCell,
  inputs: ResolvedInput[],
): Recipe {
  if (!model || isAppError(model)) throw model ?? new AppError('not_found', 'There is no such model.')
  requireUsable(model, input.provider)
  const [issue] = promptSchema.safeParse(input.prompt).error?.issues ?? []
  if (issue) throw new AppError('invalid', issue.message)
  const parameters = parametersFor(plan, model.parameters, input.parameters)
  return toRecipe(model, { ...input, parameters }, inputs)
}

const existingRows = z.array(z.object({ recipeHash: z.string(), id: z.string() }))

/**
 * The newest generation of each of these recipes that has all its images, by the recipe's hash: of this environment,
 * not in the trash, and the viewer's to see.
 */
export async function findExisting(viewer: Viewer, hashes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw`
    SELECT DISTINCT ON (g."recipeHash") g."recipeHash", g."id" FROM "Generation" g
    WHERE g."teamId" = ${viewer.teamId}::uuid AND g."recipeHash" = ANY(${hashes}::text[]) AND g."status" = 'succeeded'
      AND g."environment" = ${upstreamEnvironment(viewer)}::"Environment" AND ${isSeenGeneration(viewer)}
      AND (SELECT count(*) FROM "Image" i WHERE i."generationId" = g."id" AND i."trashedAt" IS NULL) >= g."n"
    ORDER BY g."recipeHash", g."createdAt" DESC, g."id" DESC`
  return new Map(existingRows.parse(rows).map(({ recipeHash, id }) => [recipeHash, id]))
}

/** A plan, cell by cell, checked as a single generation is; what is wrong with a cell is found, not thrown. */
export async function checkPlan(viewer: Viewer, plan: Plan): Promise<CheckedPlan | Refused> {
  const lists = await orRefused(listsFor(viewer, listNamesOf(plan)))
  if (!lists.ok) return lists
  const planned = planCells(plan, lists.value)
  if (!planned.ok) return planned
  const inputs = await orRefused(resolveInputs(viewer, refsOf(plan)))
  if (!inputs.ok) return inputs
  const models = await modelsOf(viewer, planned.cells)
  const problems: Problem[] = []
  const found: Omit<SoundCell, 'existingId'>[] = []
  for (const cell of planned.cells) {
    try {
      const recipe = recipeOf(plan, models.get(cell.input.modelId), cell, inputs.value)
      found.push({ cell, recipe, recipeHash: hashOf(decisive(recipe)) })
    } catch (error) {
      if (!isAppError(error)) throw error
      problems.push({ cell, message: error.message })
    }
  }
  const existing = await findExisting(viewer, [...new Set(found.map(({ recipeHash }) => recipeHash))])
  const sound = found.map((cell) => ({ ...cell, existingId: existing.get(cell.recipeHash) ?? null }))
  return { ok: true, axes: planned.axes, sound, problems }
}
