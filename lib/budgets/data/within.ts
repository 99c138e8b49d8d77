import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { formatMoney } from '#lib/format.ts'
import { budgetScopeSchema } from '../schema.ts'
import { nameOfMonth, nextMonth } from '../schema/months.ts'

const fromText = z.string().transform(Number)

const refusalCode = z.literal('ATB01')

/** What the trigger on the ledger says where a hard budget has no room: as the driver has it, or inside of Prisma's own. */
const refusalSchema = z
  .union([
    z.object({ code: refusalCode, message: z.string() }).transform(({ message }) => message),
    z
      .object({
        meta: z.object({
          driverAdapterError: z.object({
            cause: z.object({ originalCode: refusalCode, originalMessage: z.string() }),
          }),
        }),
      })
      .transform(({ meta }) => meta.driverAdapterError.cause.originalMessage),
  ])
  .transform((message): unknown => JSON.parse(message))
  .pipe(
    z.object({
      scope: budgetScopeSchema,
      periodStart: z.iso.date(),
      limitMicros: fromText,
      askedMicros: fromText,
      leftMicros: fromText,
    }),
  )

const whose = { team: 'the team’s', member: 'your', token: 'this token’s' } as const

/**
 * Runs what reserves money. What a hard budget has no room for is not done, as a whole, and throws AppError
 * `over_budget` with what it would cost and what is left.
 */
export async function withinBudgets<T>(_viewer: Viewer, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const refusal = refusalSchema.safeParse(error).data
    if (!refusal) throw error
    const { scope, askedMicros, leftMicros, limitMicros, periodStart } = refusal
    const left = leftMicros === 0 ? 'nothing' : formatMoney(leftMicros)
    throw new AppError(
      'over_budget',
      `This would cost about ${formatMoney(askedMicros)}, and ${left} is left of ${whose[scope]} ` +
        `${formatMoney(limitMicros)} for ${nameOfMonth(periodStart)}. Ask an admin for more, or wait until ` +
        `1 ${nameOfMonth(nextMonth(periodStart))}.`,
    )
  }
}

/** What nobody can price beforehand is not started where a hard budget holds. Throws AppError `over_budget`. */
export async function requirePrice(viewer: Viewer, estimates: readonly (number | null)[]): Promise<void> {
  if (!estimates.includes(null)) return
  const { teamId, userId, tokenId } = viewer
  const hard = await db.budget.findFirst({
    where: {
      teamId,
      isHard: true,
      OR: [
        { scope: 'team' },
        { scope: 'member', scopeId: { in: [userId, teamId] } },
        ...(tokenId === null ? [] : [{ scope: 'token' as const, scopeId: tokenId }]),
      ],
    },
    select: { scope: true },
  })
  if (hard)
    throw new AppError(
      'over_budget',
      'Its price cannot be known before, and a budget holds here that must not be exceeded. Choose another model, or ask an admin.',
    )
}
