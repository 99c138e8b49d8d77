import 'server-only'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { Visitor } from './schema.ts'
import { toResponse } from './team-route.ts'
import { requireVisitor } from './visitor.ts'

interface Context<P> {
  visitor: Visitor
  request: Request
  params: P
}

export const shareParamsSchema = z.object({ share: z.string().max(200) })

/**
 * A route of a link: proves the visitor, parses the address, and answers expected failures as
 * `{ error: { code, message } }`. A link that opens nothing is not found, and so is all that it does not allow.
 */
export function shareRoute<P extends { share: string }>(
  paramsSchema: z.ZodType<P>,
  handle: (context: Context<P>) => Promise<Response>,
) {
  return async (request: Request, { params }: { params: Promise<unknown> }): Promise<Response> => {
    try {
      const given = await params
      const { share } = shareParamsSchema.catch({ share: '' }).parse(given)
      // First: whatever else is wrong with the address, a link that opens nothing is counted as one.
      const visitor = await requireVisitor(share)
      const parsed = paramsSchema.safeParse(given)
      if (!parsed.success) throw new AppError('not_found', 'There is nothing at this address.')
      return await handle({ visitor, request, params: parsed.data })
    } catch (error) {
      return toResponse(error)
    }
  }
}
