import { z } from 'zod'
import { callerRoute, preflight, problemResponse } from '#lib/auth/caller-route.ts'
import { addressQuery, jsonBody } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { askPrice, makeImages } from '#lib/gateway/data.ts'
import { idempotencyKeySchema, imageCallSchema } from '#lib/gateway/schema.ts'

const querySchema = z.object({ dryRun: z.stringbool().default(false) })

function keyOf(request: Request): string | undefined {
  const header = request.headers.get('idempotency-key')
  if (header === null) return undefined
  const key = idempotencyKeySchema.safeParse(header)
  if (key.success) return key.data
  throw new AppError('invalid', key.error.issues[0]?.message ?? 'This Idempotency-Key is none.')
}

/** Pictures from words, or with `?dryRun=true` what they would cost. */
export const POST = callerRoute('images:create', z.object({}), async ({ caller, request }) => {
  const call = await jsonBody(request, imageCallSchema)
  const { dryRun } = addressQuery(request, querySchema)
  if (dryRun) return Response.json(await askPrice(caller, call), { headers: { 'cache-control': 'no-store' } })
  const made = await makeImages(caller, call, {
    idempotencyKey: keyOf(request),
    isAsync: /\brespond-async\b/.test(request.headers.get('prefer') ?? ''),
    left: request.signal,
    url: request.url,
  })
  if (made.kind === 'images')
    return Response.json(made.body, { headers: { 'cache-control': 'no-store', ...made.headers } })
  const { problem, message, retryAfterSeconds } = made
  return problemResponse(
    problem,
    message,
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
  )
})

export const OPTIONS = preflight
