import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { requirePrice, withinBudgets } from '#lib/budgets/data.ts'
import { db } from '#lib/db/client.ts'
import { notifyOpen, plannedOnce, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { resolveInputs } from '#lib/inputs/data/resolve.ts'
import { toSize } from '#lib/inputs/schema.ts'
import { estimateCost, getModel } from '#lib/models/data.ts'
import { generationPolicy } from '../policy.ts'
import { askAtOnce } from '../run/at-once.ts'
import type { GenerationInput } from '../schema.ts'
import type { NewGeneration } from './enqueue.ts'
import { actorOf, enqueue, newGeneration } from './enqueue.ts'
import { requireUsable, toRecipe } from './recipe.ts'

/**
 * Puts a generation in the queue, and reserves its estimate, in one turn: milliseconds, never a picture's time.
 * Asked twice with the same id, or the same request key, it is one request: the second call changes nothing, and says
 * the first one's id.
 * What it starts from is the viewer's to start from now, and stays part of it whatever becomes of the pictures.
 * Throws AppError: `forbidden` (a guest), `not_found` (no such model), `invalid` (what a person can mend),
 * `conflict` (the id was used for something else), `over_budget`.
 */
export async function createGeneration(
  viewer: Viewer,
  input: GenerationInput & { requestKey?: string },
): Promise<{ id: string }> {
  if (!generationPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but not generate.')
  const model = await getModel(viewer, input.modelId)
  requireUsable(model, input.provider)
  const { inputs: refs = [], ...asked } = input
  const inputs = await resolveInputs(viewer, refs)
  const recipe = toRecipe(model, input, inputs)
  const estimate = await estimateCost(viewer, { ...asked, inputs: inputs.map(toSize) })
  const micros = estimate.known ? estimate.micros : null
  await requirePrice(viewer, [micros])
  const generation = newGeneration({ requestKey: input.id, ...input }, recipe, micros)
  const asking = sql`
    ${plannedOnce} WITH ${enqueue(viewer, [generation])}
    SELECT ${notifyOpen(sql`"teamId"`, sql`"id"`)}::text FROM made`
  const made = await withinBudgets(viewer, () => askAtOnce(asking, input.id))
  if (made.length > 0) return { id: input.id }
  return { id: await requireSameRequest(viewer, generation) }
}

async function requireSameRequest(viewer: Viewer, { requestKey, bodyHash }: NewGeneration): Promise<string> {
  const existing = await db.generation.findFirst({
    where: { teamId: viewer.teamId, actor: actorOf(viewer), requestKey },
    select: { id: true, bodyHash: true },
  })
  if (!existing || existing.bodyHash !== bodyHash) {
    const sentence =
      viewer.tokenId === null
        ? 'This request was already used for something else. Reload the page and try again.'
        : 'This key was already used for another call. Give each call a key of its own.'
    throw new AppError('conflict', sentence)
  }
  return existing.id
}
