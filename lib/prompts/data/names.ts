import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { maxPrompts, slugMaxLength, toSlug } from '../schema.ts'

type Transaction = Prisma.TransactionClient

export const slugIsTaken = (slug: string) =>
  new AppError('conflict', `There is a prompt /${slug} already. Choose another short name.`)

/** "bakery-sign-2", where "bakery-sign" is taken in a scope. */
export async function freeSlug(
  viewer: Viewer,
  tx: Transaction,
  scope: string,
  wanted: string,
): Promise<string> {
  const base = toSlug(wanted) || 'prompt'
  const rows = await tx.prompt.findMany({
    where: { teamId: viewer.teamId, scope, trashedAt: null, slug: { startsWith: base.slice(0, 50) } },
    select: { slug: true },
  })
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) {
    const ending = `-${number}`
    const slug = `${base.slice(0, slugMaxLength - ending.length).replace(/-+$/, '')}${ending}`
    if (!taken.has(slug)) return slug
  }
}

/** Throws AppError `invalid` where a scope has as many prompts as anybody overlooks. */
export async function requireRoom(viewer: Viewer, tx: Transaction, scope: string): Promise<void> {
  if ((await tx.prompt.count({ where: { teamId: viewer.teamId, scope, trashedAt: null } })) < maxPrompts)
    return
  throw new AppError(
    'invalid',
    `There are ${maxPrompts.toLocaleString('en-US')} prompts already. Delete one first.`,
  )
}
