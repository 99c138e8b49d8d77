import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { variablesSchema } from '#lib/generations/schema/states.ts'
import { imagePolicy } from '#lib/images/policy.ts'
import type { Original } from '../run/render.ts'
import type { FileRecipe } from '../schema/recipe.ts'
import { fileRecipeSchema } from '../schema/recipe.ts'

const selection = {
  id: true,
  authorId: true,
  visibility: true,
  trashedAt: true,
  createdAt: true,
  width: true,
  height: true,
  costMicros: true,
  revisedPrompt: true,
  environment: true,
  file: { select: { sha256: true, mime: true } },
  attempt: { select: { executedModel: true, provider: true, sentAt: true, finishedAt: true } },
  generation: {
    select: {
      prompt: true,
      template: true,
      variables: true,
      parameters: true,
      extra: true,
      modelId: true,
      provider: true,
      n: true,
      author: { select: { user: { select: { name: true } } } },
      _count: { select: { inputs: { where: { role: 'image' } } } },
    },
  },
} as const satisfies Prisma.ImageSelect

type Row = Prisma.ImageGetPayload<{ select: typeof selection }>

/** How it was made, without anything that belongs to this server. */
function recipeOf({ generation, attempt, createdAt }: Row): FileRecipe | null {
  const { modelId: model, _count, author: _author, variables, ...asked } = generation
  const { executedModel, provider: executedProvider } = attempt
  return (
    fileRecipeSchema.safeParse({
      ...asked,
      version: 1,
      model,
      variables: variablesSchema.catch({}).parse(variables),
      executedModel,
      executedProvider,
      inputs: _count.inputs,
      createdAt: createdAt.toISOString(),
    }).data ?? null
  )
}

const took = ({ sentAt, finishedAt }: Row['attempt']) =>
  sentAt && finishedAt ? (finishedAt.getTime() - sentAt.getTime()) / 1000 : null

/** What a manifest says of a picture: for members of the team. Money in micro-dollars, times in seconds. */
function factsOf(row: Row): Record<string, unknown> {
  const { generation, attempt, width, height, costMicros, revisedPrompt, environment, createdAt } = row
  const { author, _count, ...asked } = generation
  return {
    ...asked,
    revisedPrompt,
    executedModel: attempt.executedModel,
    executedProvider: attempt.provider,
    inputs: _count.inputs,
    width,
    height,
    costMicros: costMicros === null ? null : Number(costMicros),
    environment,
    seconds: took(attempt),
    createdAt: createdAt.toISOString(),
    author: author.user.name,
  }
}

export interface KeptImage extends Original {
  id: string
  prompt: string | null
  createdAt: Date
  facts: Record<string, unknown>
}

/**
 * Pictures of the viewer's team with what is known of them, in the order of `ids`; also those in the trash for who sees
 * them there. What is not there and what is not the viewer's to see is left out, alike.
 */
export async function listOriginals(viewer: Viewer, ids: readonly string[]): Promise<KeptImage[]> {
  const { teamId } = viewer
  const rows = await db.image.findMany({ where: { id: { in: [...ids] }, teamId }, select: selection })
  const byId = new Map(rows.filter((row) => imagePolicy.see(viewer, row)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { file, createdAt, generation } = row
    const shared = { id, teamId, prompt: generation.prompt, createdAt }
    return [{ ...shared, ...file, recipe: recipeOf(row), facts: factsOf(row) }]
  })
}
