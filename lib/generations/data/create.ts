import 'server-only'
import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { currentPeriod, notifyGeneration, notifyQueue, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { estimateCost, getModel, upstreamEnvironment } from '#lib/models/data.ts'
import type { JsonValue, Model, ParameterValues } from '#lib/models/schema.ts'
import { findParameterProblems } from '#lib/models/schema.ts'
import { generationPolicy } from '../policy.ts'
import type { GenerationInput } from '../schema.ts'
import { maxImages } from '../schema.ts'

/** JSON with sorted keys: the same value is the same text. */
function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

const hash = (value: JsonValue) => createHash('sha256').update(canonical(value)).digest('hex')

interface Recipe {
  model: string
  provider: string | null
  prompt: string
  n: number
  parameters: ParameterValues
}

const imageCount = z.number().int().min(1).max(maxImages)

function toRecipe(model: Model, input: GenerationInput): Recipe {
  const [problem] = findParameterProblems(model.parameters, input.parameters)
  if (problem) throw new AppError('invalid', problem.message)
  const { n = 1, ...parameters } = input.parameters
  const count = imageCount.safeParse(n)
  if (!count.success) throw new AppError('invalid', `Images must be a whole number from 1 to ${maxImages}.`)
  return { model: model.id, provider: input.provider, prompt: input.prompt, n: count.data, parameters }
}

function requireUsable(model: Model, provider: string | null): void {
  if (!model.support.supported)
    throw new AppError('invalid', `${model.name} cannot be used here. ${model.support.reason}`)
  if (model.status === 'disabled')
    throw new AppError('invalid', `${model.name} is no longer served. Choose another model.`)
  if (provider !== null && !model.providers.includes(provider)) {
    throw new AppError(
      'invalid',
      `${model.name} is not served by ${provider}. Choose another provider, or automatic.`,
    )
  }
}

const found = z.array(z.object({ id: z.uuid(), bodyHash: z.string() }))

/**
 * Puts a generation in the queue, and reserves its estimate, in one statement: milliseconds, never a picture's time.
 * Asked twice with the same id it is one request; the second call changes nothing.
 * Throws AppError: `forbidden` (a guest), `not_found` (no such model), `invalid` (what a person can mend),
 * `conflict` (the id was used for something else).
 */
export async function createGeneration(viewer: Viewer, input: GenerationInput): Promise<{ id: string }> {
  if (!generationPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but not generate.')
  const model = await getModel(viewer, input.modelId)
  requireUsable(model, input.provider)
  const recipe = toRecipe(model, input)
  const recipeHash = hash({ ...recipe })
  const bodyHash = hash({ ...recipe, visibility: input.visibility })
  const actor = `u:${viewer.userId}`
  const estimate = await estimateCost(viewer, input)
  const estimateMicros = estimate.known ? estimate.micros : null

  const made = await db.$queryRaw`
    WITH made AS (
      INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
        "parameters", "modelId", "provider", "n", "recipeHash", "visibility", "environment", "estimateMicros", "periodStart")
      SELECT ${input.id}::uuid, t."id", ${viewer.userId}::uuid, ${actor}, ${input.id}, ${bodyHash}, 'playground',
        'text-to-image', ${recipe.prompt}, ${JSON.stringify(recipe.parameters)}::jsonb, ${recipe.model}, ${recipe.provider},
        ${recipe.n}, ${recipeHash}, ${input.visibility}::"Visibility", ${upstreamEnvironment(viewer)}::"Environment",
        ${estimateMicros}::bigint, ${currentPeriod(sql`t."timeZone"`)}
      FROM "Team" t WHERE t."id" = ${viewer.teamId}::uuid
      ON CONFLICT DO NOTHING
      RETURNING *
    ), reserved AS (
      INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "kind", "micros", "periodStart", "userId", "modelId", "environment")
      SELECT ${uuid()}::uuid, "teamId", "id", 'reserve', "estimateMicros", "periodStart", "authorId", "modelId", "environment"
      FROM made WHERE "estimateMicros" > 0
    )
    SELECT "id", "bodyHash", ${notifyQueue}::text, ${notifyGeneration(sql`"teamId"`, sql`"id"`)}::text FROM made`
  if (found.parse(made).length === 0) await requireSameRequest(viewer, actor, input.id, bodyHash)
  return { id: input.id }
}

async function requireSameRequest(
  viewer: Viewer,
  actor: string,
  requestKey: string,
  bodyHash: string,
): Promise<void> {
  const existing = await db.generation.findFirst({
    where: { teamId: viewer.teamId, actor, requestKey },
    select: { bodyHash: true },
  })
  if (existing?.bodyHash !== bodyHash) {
    throw new AppError(
      'conflict',
      'This request was already used for something else. Reload the page and try again.',
    )
  }
}
