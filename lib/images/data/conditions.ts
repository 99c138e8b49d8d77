import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Comparison, Condition } from '#lib/search/schema/fields.ts'

// What a term asks, as a condition on an image `i`. OFFSET 0 keeps what is looked up for each image apart: the planner
// would join it, and read the whole of the other table.

const signs: Record<Comparison, Sql> = { '=': sql`=`, '>': sql`>`, '>=': sql`>=`, '<': sql`<`, '<=': sql`<=` }

const ofGeneration = (condition: Sql) =>
  sql`EXISTS (SELECT 1 FROM "Generation" g WHERE g."id" = i."generationId" AND ${condition} OFFSET 0)`

/** Whether the prompt has these words, a tsquery as text. */
export const hasWords = (words: string) => ofGeneration(sql`g."search" @@ ${words}::tsquery`)

const ofMark = (viewer: Viewer, condition: Sql) =>
  sql`EXISTS (SELECT 1 FROM "ImageMark" m WHERE m."imageId" = i."id" AND m."userId" = ${viewer.userId}::uuid AND ${condition} OFFSET 0)`

const kindsOf = {
  favourite: (viewer: Viewer) => ofMark(viewer, sql`m."favourite"`),
  rejected: (viewer: Viewer) => ofMark(viewer, sql`m."rejected"`),
  rated: (viewer: Viewer) => ofMark(viewer, sql`m."rating" IS NOT NULL`),
  private: () => sql`i."visibility" = 'private'`,
  edit: () =>
    sql`EXISTS (SELECT 1 FROM "GenerationInput" n WHERE n."generationId" = i."generationId" OFFSET 0)`,
}

/** A percent either way: pictures have whole pixels. */
function hasShape(shape: (Condition & { kind: 'shape' })['value']): Sql {
  if (shape === 'wide') return sql`i."width" > i."height" * 1.01`
  if (shape === 'tall') return sql`i."height" > i."width" * 1.01`
  const { width, height } = shape === 'square' ? { width: 1, height: 1 } : shape
  const ratio = width / height
  return sql`i."width"::float8 / i."height" BETWEEN ${ratio / 1.01}::float8 AND ${ratio * 1.01}::float8`
}

/** The first moment of a day of the team's. */
const startOf = (viewer: Viewer, day: string) =>
  sql`(SELECT ${day}::timestamp AT TIME ZONE t."timeZone" FROM "Team" t WHERE t."id" = ${viewer.teamId}::uuid)`

const lookedUp = {
  by: (ids: readonly string[]) => sql`i."authorId" = ANY(${ids}::uuid[])`,
  model: (ids: readonly string[]) => sql`i."modelId" = ANY(${ids}::text[])`,
  album: (ids: readonly string[]) =>
    sql`EXISTS (SELECT 1 FROM "AlbumImage" a WHERE a."imageId" = i."id" AND a."albumId" = ANY(${ids}::uuid[]) OFFSET 0)`,
  tag: (ids: readonly string[]) =>
    sql`EXISTS (SELECT 1 FROM "ImageTag" a WHERE a."imageId" = i."id" AND a."tagId" = ANY(${ids}::uuid[]) OFFSET 0)`,
}

type Named = Condition & { kind: keyof typeof lookedUp }

export const isNamed = (condition: Condition): condition is Named => condition.kind in lookedUp

function ofItself(viewer: Viewer, condition: Exclude<Condition, { kind: keyof typeof lookedUp }>): Sql {
  switch (condition.kind) {
    case 'provider':
      return sql`lower(i."provider") = ${condition.value}`
    case 'is':
      return kindsOf[condition.value](viewer)
    case 'status':
      return ofGeneration(sql`g."status" = ${condition.value}::"GenerationStatus"`)
    case 'shape':
      return hasShape(condition.value)
    case 'cost':
      return sql`i."costMicros" ${signs[condition.compare]} ${condition.value}`
    case 'rating':
      return ofMark(viewer, sql`m."rating" ${signs[condition.compare]} ${condition.value}`)
    case 'after':
      return sql`i."createdAt" >= ${startOf(viewer, condition.value)}`
    case 'before':
      return sql`i."createdAt" < ${startOf(viewer, condition.value)}`
    case 'words':
      return sql`true`
  }
}

/** `ids` are what the term names; what it says of words is said elsewhere. */
export function conditionOf(viewer: Viewer, condition: Condition, ids: readonly string[]): Sql {
  return isNamed(condition) ? lookedUp[condition.kind](ids) : ofItself(viewer, condition)
}
