import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { variablesSchema } from '#lib/generations/schema/states.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { parameterValuesSchema } from '#lib/models/schema/values.ts'
import { isReached } from '#lib/prompts/data/visible.ts'
import { titleOfText } from '#lib/prompts/schema/address.ts'
import { examplePolicy } from '../policy.ts'
import type { ExampleChange, ExampleRecipe, ExamplesInput } from '../schema.ts'
import { maxExamples } from '../schema.ts'
import { isOf, lockExamples, ownerIdOf, requireChange } from './order.ts'

type Transaction = Prisma.TransactionClient

const gone = () => new AppError('not_found', 'That example is gone.')

const madeSchema = z.object({
  id: z.uuid(),
  image: z.uuid(),
  prompt: z.string().nullable(),
  template: z.string().nullable(),
  variables: variablesSchema.catch({}),
  modelId: z.string(),
  provider: z.string().nullable(),
  parameters: parameterValuesSchema,
  extra: parameterValuesSchema,
  n: z.number(),
  inputs: z.number(),
  promptId: z.uuid().nullable(),
  promptVersionId: z.uuid().nullable(),
})

type Made = z.infer<typeof madeSchema>

/** How these images were made, in the order given: of those that the viewer sees. */
async function readMade(viewer: Viewer, tx: Transaction, images: ExamplesInput['images']): Promise<Made[]> {
  const ids = [images.map(({ id }) => id), images.map(({ image }) => image)]
  const rows = await tx.$queryRaw`
    SELECT given."id", i."id" AS "image", g."prompt", g."template", g."variables", g."modelId", g."provider", g."parameters",
      g."extra", g."n", (SELECT count(*)::int FROM "GenerationInput" n WHERE n."generationId" = g."id") AS "inputs",
      p."id" AS "promptId", CASE WHEN p."id" IS NOT NULL THEN g."promptVersionId" END AS "promptVersionId"
    FROM unnest(${ids[0]}::uuid[], ${ids[1]}::uuid[]) WITH ORDINALITY AS given("id", "image", "at")
    JOIN "Image" i ON i."id" = given."image" JOIN "Generation" g ON g."id" = i."generationId"
    LEFT JOIN "PromptVersion" v ON v."id" = g."promptVersionId"
    LEFT JOIN "Prompt" p ON p."id" = v."promptId" AND ${isReached(viewer)} AND p."trashedAt" IS NULL
    WHERE ${isVisible(viewer)} ORDER BY given."at"`
  return z.array(madeSchema).parse(rows)
}

const toRecipe = ({
  id: _id,
  image: _image,
  promptId: _p,
  promptVersionId: _v,
  ...recipe
}: Made): ExampleRecipe => recipe

const restSchema = z.tuple([z.object({ last: z.number(), count: z.number() })])

/**
 * Adds images to one's own examples or the team's, at their end, each with how it was made as it is now. What is there
 * already, or not the viewer's to see, is left out; asked twice it is done once. Returns how many were added. Throws
 * AppError `forbidden`, `not_found` where none of the images is there, `invalid` (too many).
 */
export async function addExamples(viewer: Viewer, input: ExamplesInput): Promise<{ added: number }> {
  const { teamId, userId } = viewer
  const ownerId = ownerIdOf(viewer, input.owner)
  return db.$transaction(async (tx) => {
    await lockExamples(viewer, tx)
    const made = await readMade(viewer, tx, input.images)
    if (made.length === 0) throw new AppError('not_found', 'That image is gone.')
    requireChange(viewer, ownerId)
    const [{ last, count }] = restSchema.parse(
      await tx.$queryRaw`
        SELECT coalesce(max(e."rank"), 0)::float8 AS "last", (count(*) FILTER (WHERE e."trashedAt" IS NULL))::int AS "count"
        FROM "Example" e WHERE ${isOf(viewer, ownerId)}`,
    )
    if (count + made.length > maxExamples)
      throw new AppError('invalid', `There is room for ${maxExamples} examples. Take some out first.`)
    const rows = made.map((each, index) => ({
      id: each.id,
      teamId,
      ownerId,
      imageId: each.image,
      promptId: each.promptId,
      promptVersionId: each.promptVersionId,
      modelId: each.modelId,
      recipe: toRecipe(each) satisfies Prisma.InputJsonObject,
      title: input.title || titleOfText(each.prompt ?? '') || 'Untitled',
      note: input.note,
      rank: last + index + 1,
      isOnProfile: ownerId !== null && input.isOnProfile,
      createdById: userId,
    }))
    const { count: added } = await tx.example.createMany({ data: rows, skipDuplicates: true })
    return { added }
  })
}

/** An example that the viewer may change. One in the trash is there for those alone. Throws AppError `not_found`, `forbidden`. */
async function requireExample(viewer: Viewer, id: string): Promise<void> {
  const seen = [{ ownerId: null }, { ownerId: viewer.userId }, { isOnProfile: true }]
  const row = await db.example.findFirst({
    where: { id, teamId: viewer.teamId, OR: seen },
    select: { ownerId: true, trashedAt: true },
  })
  if (!row || (row.trashedAt !== null && !examplePolicy.change(viewer, row.ownerId))) throw gone()
  requireChange(viewer, row.ownerId)
}

/** Changes what is said about an example, and whether it stands on its owner's page. Throws AppError `not_found`, `forbidden`. */
export async function changeExample(viewer: Viewer, { id, ...change }: ExampleChange): Promise<void> {
  await requireExample(viewer, id)
  const { title, note, isOnProfile } = change
  const { count } = await db.example.updateMany({
    where: { id, teamId: viewer.teamId, trashedAt: null },
    data: {
      ...(title === undefined ? {} : { title }),
      ...(note === undefined ? {} : { note }),
      ...(isOnProfile === undefined ? {} : { isOnProfile }),
    },
  })
  if (count === 0) throw gone()
}

/** Takes an example out; its picture stays where it is. Asked twice it is done once. Throws AppError `not_found`, `forbidden`. */
export async function removeExample(viewer: Viewer, id: string): Promise<void> {
  await requireExample(viewer, id)
  await db.example.updateMany({
    where: { id, teamId: viewer.teamId, trashedAt: null },
    data: { trashedAt: new Date() },
  })
}

/** Has an example back as it was, in its place; nothing where its picture was added anew meanwhile. Throws AppError `not_found`, `forbidden`. */
export async function restoreExample(viewer: Viewer, id: string): Promise<void> {
  await requireExample(viewer, id)
  try {
    await db.example.updateMany({ where: { id, teamId: viewer.teamId }, data: { trashedAt: null } })
  } catch (error) {
    if (!isTaken(error)) throw error
  }
}
