import 'server-only'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { currentPeriod, reserveEstimates, sql, toJsonb } from '#lib/db/sql.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { usableVersion } from '#lib/prompts/data/visible.ts'
import type { Visibility } from '../schema.ts'
import type { Recipe } from './recipe.ts'
import { decisive, hashOf } from './recipe.ts'

/** What a statement needs to know of a generation that comes into the queue. */
export interface NewGeneration {
  id: string
  /** By which it is the same request, asked for again. */
  requestKey: string
  recipe: Recipe
  recipeHash: string
  bodyHash: string
  template: string | null
  variables: Readonly<Record<string, string>>
  visibility: Visibility
  albumId: string | null
  promptVersionId: string | null
  estimateMicros: number | null
}

interface Asked {
  id: string
  requestKey: string
  visibility: Visibility
  template?: string | undefined
  variables?: Readonly<Record<string, string>> | undefined
  albumId?: string | null | undefined
  promptVersionId?: string | null | undefined
}

/** A checked request, ready for the queue. */
export const newGeneration = (
  { id, requestKey, visibility, template, variables = {}, albumId = null, promptVersionId = null }: Asked,
  recipe: Recipe,
  estimateMicros: number | null,
): NewGeneration => {
  // Of a model that takes no prompt, what was typed is no part.
  const typed = recipe.prompt === '' ? undefined : template
  const words = typed === undefined ? {} : { template: typed, variables: { ...variables } }
  const place = albumId === null ? {} : { albumId }
  const source = promptVersionId === null ? {} : { promptVersionId }
  return {
    id,
    requestKey,
    recipe,
    recipeHash: hashOf(decisive(recipe)),
    bodyHash: hashOf({ ...decisive(recipe), visibility, ...words, ...place, ...source }),
    template: typed === undefined || typed === recipe.prompt ? null : typed,
    variables,
    visibility,
    albumId,
    promptVersionId,
    estimateMicros,
  }
}

/** Who chooses request keys: a person, or a program by its token. */
export const actorOf = ({ userId, tokenId }: Pick<Viewer, 'userId' | 'tokenId'>): string =>
  tokenId === null ? `u:${userId}` : `t:${tokenId}`

/**
 * The CTEs `made`, `given`, `needed` and `reserved`: these generations in the queue, each with its reservation and with
 * what it starts from, of the viewer's team and for nobody else. One whose id is taken is left as it is. `batch`: a CTE whose one row, if it has one, is the batch
 * that they are made for.
 */
export const enqueue = (viewer: Viewer, generations: readonly NewGeneration[], batch?: Sql): Sql => {
  const rows = generations.map(({ recipe: { inputs: _given, ...recipe }, ...row }) => ({ ...recipe, ...row }))
  const inputs = generations.flatMap(({ id, recipe }) =>
    recipe.inputs.map(({ role, position, fileId, imageId, uploadId }) => ({
      generationId: id,
      role,
      position,
      fileId,
      imageId,
      uploadId,
    })),
  )
  return sql`
    made AS (
      INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "tokenId", "mode", "batchId", "albumId",
        "promptVersionId", "prompt", "template", "variables", "parameters", "extra", "modelId", "provider", "n", "recipeHash", "visibility",
        "environment", "estimateMicros", "periodStart")
      SELECT r."id", t."id", ${viewer.userId}::uuid, ${actorOf(viewer)}, r."requestKey", r."bodyHash",
        ${viewer.tokenId === null ? 'playground' : 'api'}, ${viewer.tokenId}::uuid, r."mode", b."id", a."id", v."id", nullif(r."prompt", ''), r."template", r."variables", r."parameters", r."extra", r."model", r."provider", r."n",
        r."recipeHash", r."visibility", ${upstreamEnvironment(viewer)}::"Environment", r."estimateMicros",
        ${currentPeriod(sql`t."timeZone"`)}
      FROM "Team" t
      CROSS JOIN ${batch ?? sql`(SELECT NULL::uuid AS "id")`} b
      CROSS JOIN jsonb_to_recordset(${toJsonb(rows)}::jsonb) AS r("id" uuid, "requestKey" text, "albumId" uuid, "promptVersionId" uuid, "bodyHash" text, "mode" text, "prompt" text, "template" text,
        "variables" jsonb, "parameters" jsonb, "extra" jsonb, "model" text, "provider" text, "n" int, "recipeHash" text,
        "visibility" "Visibility", "estimateMicros" bigint)
      LEFT JOIN "Album" a ON a."id" = r."albumId" AND a."teamId" = t."id" AND a."trashedAt" IS NULL
      LEFT JOIN ${usableVersion(viewer)}
      WHERE t."id" = ${viewer.teamId}::uuid
      ON CONFLICT DO NOTHING
      RETURNING *
    ), given AS (
      INSERT INTO "GenerationInput" ("generationId", "teamId", "role", "position", "fileId", "imageId", "uploadId")
      SELECT made."id", made."teamId", r."role", r."position", r."fileId", r."imageId", r."uploadId"
      FROM made JOIN jsonb_to_recordset(${toJsonb(inputs)}::jsonb) AS r("generationId" uuid, "role" "InputRole",
        "position" smallint, "fileId" uuid, "imageId" uuid, "uploadId" uuid) ON r."generationId" = made."id"
      RETURNING "fileId"
    ), needed AS (
      UPDATE "File" SET "unreferencedAt" = NULL
      WHERE "id" IN (SELECT "fileId" FROM given) AND "unreferencedAt" IS NOT NULL
    ), reserved AS (${reserveEstimates(
      generations.map(() => uuid()),
      sql`made`,
    )})`
}
