import 'server-only'
import { z } from 'zod'
import { originOf } from '#lib/app-url.ts'
import { problemResponse } from '#lib/auth/caller-route.ts'
import type { Caller } from '#lib/auth/schema.ts'
import { addressQuery } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { idempotencyKeySchema } from '../schema.ts'
import type { Asked } from './images.ts'
import { askPrice, makeImages } from './images.ts'
import { readModelName } from './models.ts'
import { failureProblems } from './problems.ts'

const querySchema = z.object({ dryRun: z.stringbool().default(false) })

function keyOf(request: Request): string | undefined {
  const header = request.headers.get('idempotency-key')
  if (header === null) return undefined
  const key = idempotencyKeySchema.safeParse(header)
  if (key.success) return key.data
  throw new AppError('invalid', key.error.issues[0]?.message ?? 'This Idempotency-Key is none.')
}

/** Answers what a program asks for: with pictures, with a failure as the API has it, or with the price of a dry run. */
export async function answerCall(caller: Caller, request: Request, asked: Asked): Promise<Response> {
  const { status } = await readModelName(caller, asked.call.model)
  if (status === 'disabled')
    return problemResponse(failureProblems.model_gone, `Model '${asked.call.model}' is currently disabled`)
  const headers = { 'cache-control': 'no-store' }
  if (addressQuery(request, querySchema).dryRun)
    return Response.json(await askPrice(caller, asked), { headers })
  const made = await makeImages(caller, asked, {
    idempotencyKey: keyOf(request),
    isAsync: /\brespond-async\b/.test(request.headers.get('prefer') ?? ''),
    left: request.signal,
    origin: originOf(request.headers),
  })
  if (made.kind === 'images') return Response.json(made.body, { headers: { ...headers, ...made.headers } })
  const { problem, message, retryAfterSeconds } = made
  const wait: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }
  return problemResponse(problem, message, wait)
}
