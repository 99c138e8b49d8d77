import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { budgetPolicy } from '../policy.ts'
import type { BudgetScope, Limit } from '../schema.ts'

type Transaction = Prisma.TransactionClient

interface Wanted {
  scope: BudgetScope
  id: string | null
  limit: Limit | null
}

/** Whose budget it is, as the table has it. Throws AppError `not_found` for nobody of this team, `invalid`. */
async function holderOf(viewer: Viewer, tx: Transaction, { scope, id }: Wanted): Promise<string> {
  const { teamId } = viewer
  if (scope === 'team' || (scope === 'member' && id === null)) return teamId
  const found =
    scope === 'member'
      ? await tx.membership.findFirst({
          where: { teamId, userId: id ?? '', leftAt: null },
          select: { id: true },
        })
      : await tx.token.findFirst({ where: { teamId, id: id ?? '', revokedAt: null }, select: { id: true } })
  if (!found || id === null) throw new AppError('not_found', 'They are not in this team any more.')
  return id
}

const words = (limit: Limit | null) =>
  limit === null
    ? null
    : { limitMicros: limit.limitMicros, warnMicros: limit.warnMicros, isHard: limit.isHard }

/**
 * Sets, changes or takes away what may be spent in a month. What is reserved already stays; whoever asks next meets the
 * new limit. Throws AppError `forbidden`, `not_found`.
 */
export async function setBudget(viewer: Viewer, wanted: Wanted): Promise<void> {
  if (!budgetPolicy.change(viewer)) throw new AppError('forbidden', 'Only admins set budgets.')
  const { teamId, userId } = viewer
  const { scope, limit } = wanted
  await db.$transaction(async (tx) => {
    const scopeId = await holderOf(viewer, tx, wanted)
    const key = { teamId_scope_scopeId: { teamId, scope, scopeId } }
    const before = await tx.budget.findUnique({
      where: key,
      select: { limitMicros: true, warnMicros: true, isHard: true },
    })
    if (limit) {
      const data = {
        limitMicros: BigInt(limit.limitMicros),
        warnMicros: limit.warnMicros === null ? null : BigInt(limit.warnMicros),
        isHard: limit.isHard,
        updatedById: userId,
        updatedAt: new Date(),
      }
      await tx.budget.upsert({ where: key, create: { teamId, scope, scopeId, ...data }, update: data })
    } else await tx.budget.deleteMany({ where: { teamId, scope, scopeId } })
    await writeAudit(tx, {
      teamId,
      actorId: userId,
      action: limit ? 'budget.set' : 'budget.remove',
      subject:
        scopeId === teamId ? `${scope === 'team' ? 'team' : 'members'}:${teamId}` : `${scope}:${scopeId}`,
      detail: {
        before: before && {
          limitMicros: Number(before.limitMicros),
          warnMicros: before.warnMicros === null ? null : Number(before.warnMicros),
          isHard: before.isHard,
        },
        after: words(limit),
      },
    })
  })
}
