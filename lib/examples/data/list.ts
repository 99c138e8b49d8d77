import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { pictureJson } from '#lib/prompts/data/stats.ts'
import { isReached } from '#lib/prompts/data/visible.ts'
import { usedVersionSchema } from '#lib/prompts/schema/used.ts'
import { pictureSchema } from '#lib/prompts/schema/prompt.ts'
import { sharePolicy } from '#lib/shares/policy.ts'
import { scopeOf } from '#lib/teams/schema.ts'
import { examplePolicy } from '../policy.ts'
import type { Example, ExampleFilter, ExampleList, MemberPage, StarterList } from '../schema.ts'
import {
  exampleListSchema,
  exampleSchema,
  maxExamples,
  memberPageSchema,
  starterListSchema,
} from '../schema.ts'
import { exampleRecipeSchema } from '../schema/recipe.ts'
import { starters } from '../schema/starters.ts'
import { isSeenExample } from './visible.ts'

const rowSchema = z.object({
  id: z.uuid(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  title: z.string(),
  note: z.string(),
  recipe: exampleRecipeSchema,
  isOnProfile: z.boolean(),
  createdAt: z.date(),
  picture: pictureSchema,
  version: usedVersionSchema.nullable(),
})

function toExample(
  viewer: Viewer,
  { ownerId, ownerName, createdAt, ...row }: z.infer<typeof rowSchema>,
): Example {
  return exampleSchema.parse({
    ...row,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    createdAt: createdAt.toISOString(),
    can: { change: examplePolicy.change(viewer, ownerId) },
  })
}

/** The version of an example `e`, where its prompt is the viewer's to see. */
const versionOf = (viewer: Viewer): Sql => sql`
  SELECT jsonb_build_object('id', v."id", 'number', v."number", 'promptId', p."id", 'title', p."title")
  FROM "PromptVersion" v JOIN "Prompt" p ON p."id" = v."promptId"
  WHERE v."id" = e."promptVersionId" AND ${isReached(viewer)} AND p."trashedAt" IS NULL`

/** Examples `e` that the viewer sees, with their pictures, in their order. */
async function read(viewer: Viewer, condition: Sql, limit: number): Promise<Example[]> {
  const rows = await db.$queryRaw`
    SELECT e."id", e."ownerId", u."name" AS "ownerName", e."title", e."note", e."recipe", e."isOnProfile", e."createdAt",
      ${pictureJson} AS "picture", (${versionOf(viewer)}) AS "version"
    FROM "Example" e JOIN "Image" i ON i."id" = e."imageId" LEFT JOIN "User" u ON u."id" = e."ownerId"
    WHERE ${isSeenExample(viewer)} AND ${isVisible(viewer)} AND ${condition}
    ORDER BY e."ownerId" IS NULL DESC, e."rank", e."id" LIMIT ${limit}`
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => toExample(viewer, row))
}

function conditionOf(viewer: Viewer, { owner, member, modelId, prompt }: ExampleFilter): Sql {
  const ofOwner =
    owner === undefined ? sql`true` : sql`coalesce(e."ownerId"::text, 'team') = ${scopeOf(viewer, owner)}`
  return sql`${ofOwner}
    AND ${member === undefined ? sql`true` : sql`e."ownerId" = ${member}::uuid AND e."isOnProfile"`}
    AND ${modelId === undefined ? sql`true` : sql`e."modelId" = ${modelId}`}
    AND ${prompt === undefined ? sql`true` : sql`e."promptId" = ${prompt}::uuid`}`
}

/**
 * Curated examples in their order, the team's before those of members: one's own or the team's, those on a member's
 * page, those of a model or of a prompt. An example whose picture is in the trash, or not the viewer's to see, is in none.
 */
export async function listExamples(viewer: Viewer, filter: ExampleFilter = {}): Promise<ExampleList> {
  const examples = await read(viewer, conditionOf(viewer, filter), maxExamples)
  return exampleListSchema.parse({
    examples,
    can: {
      create: examplePolicy.create(viewer, 'mine'),
      createForTeam: examplePolicy.create(viewer, 'team'),
    },
  })
}

const starterRows = z.array(z.object({ template: z.string(), picture: pictureSchema }))

/** The recipes to start with: each with the picture of an example that was made by exactly its words, where there is one. */
export async function listStarters(viewer: Viewer): Promise<StarterList> {
  const templates = starters.map(({ template }) => template)
  const rows = await db.$queryRaw`
    SELECT DISTINCT ON (e."recipe"->>'template') e."recipe"->>'template' AS "template", ${pictureJson} AS "picture"
    FROM "Example" e JOIN "Image" i ON i."id" = e."imageId"
    WHERE ${isSeenExample(viewer)} AND ${isVisible(viewer)} AND e."recipe"->>'template' = ANY(${templates}::text[])
    ORDER BY e."recipe"->>'template', e."ownerId" IS NULL DESC, e."rank", e."id"`
  const pictures = new Map(starterRows.parse(rows).map(({ template, picture }) => [template, picture]))
  return starterListSchema.parse({
    starters: starters.map(({ key, template }) => ({ key, picture: pictures.get(template) ?? null })),
  })
}

/**
 * A member's page: who they are, and their examples that stand on it. Throws AppError `not_found` for nobody, and for
 * who left.
 */
export async function getMemberPage(viewer: Viewer, memberId: string): Promise<MemberPage> {
  const member = await db.membership.findFirst({
    where: { teamId: viewer.teamId, userId: memberId, leftAt: null },
    select: { role: true, joinedAt: true, user: { select: { name: true } } },
  })
  if (!member) throw new AppError('not_found', 'There is no such member.')
  const { examples } = await listExamples(viewer, { member: memberId })
  return memberPageSchema.parse({
    id: memberId,
    name: member.user.name,
    role: member.role,
    joinedAt: member.joinedAt.toISOString(),
    isMe: memberId === viewer.userId,
    examples,
    can: { share: sharePolicy.make(viewer) },
  })
}
