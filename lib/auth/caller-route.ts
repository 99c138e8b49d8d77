import 'server-only'
import type { z } from 'zod'
import { AppError, isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { addressOf } from '#lib/network.ts'
import type { ApiProblem } from './api-problems.ts'
import { appProblems } from './api-problems.ts'
import { limitToken } from './limits.ts'
import { callerOf, isNamedOrigin } from './proof.ts'
import type { Caller, TokenScope } from './schema.ts'
import { countMiss } from './throttle.ts'

interface Context<P> {
  caller: Caller
  request: Request
  params: P
}

type Handle<P> = (context: Context<P>) => Promise<Response>

/** An error in the shape that clients of the API know. */
export function problemResponse(
  problem: ApiProblem,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const { status, type, code, retry } = problem
  return Response.json(
    { error: { message, type, code } },
    {
      status,
      headers: {
        'cache-control': 'no-store',
        // Clients repeat by themselves: they are told where that is of no use, or could be paid twice.
        ...(retry === undefined ? {} : { 'x-should-retry': String(retry) }),
        ...headers,
      },
    },
  )
}

function toProblem(error: unknown): Response {
  if (!isAppError(error)) {
    log.error({ err: error }, 'a route for programs failed')
    return problemResponse(appProblems.unavailable, 'Something went wrong here. It was logged.')
  }
  const { code, message, retryAfterSeconds } = error
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return problemResponse(appProblems[code], message, headers)
}

const bearer = /^Bearer +(\S+)$/i

/** Throws AppError `forbidden` for a token that is not made for that. */
export function requireScope({ scopes }: Pick<Caller, 'scopes'>, scope: TokenScope): void {
  if (scopes.includes(scope)) return
  throw new AppError('forbidden', `This token is not made for that. It needs the scope ${scope}.`)
}

async function requireCaller(request: Request, scope: TokenScope | null): Promise<Caller> {
  const secret = bearer.exec(request.headers.get('authorization') ?? '')?.[1]
  const caller = secret === undefined ? null : await callerOf(secret)
  if (!caller) {
    await countMiss(addressOf(request.headers))
    throw new AppError('signed_out', 'Invalid API key. Give a token of this server as the key.')
  }
  if (scope !== null) requireScope(caller, scope)
  return caller
}

/** Which page may read the answer: only one that the token names. */
function withCors(
  response: Response,
  request: Request,
  { corsOrigins }: Pick<Caller, 'corsOrigins'>,
): Response {
  response.headers.append('vary', 'origin')
  const origin = request.headers.get('origin')
  if (origin === null || !corsOrigins.includes(origin)) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set(
    'access-control-expose-headers',
    'retry-after, x-request-id, x-should-retry, x-lumenfall-provider, x-lumenfall-model, x-lumenfall-request-id',
  )
  return response
}

/**
 * A route for programs: proves the caller by the token in `authorization` alone, asks for a scope (null where what is asked
 * for decides which), parses the address, and answers expected failures as the API does.
 */
export function callerRoute<P>(scope: TokenScope | null, paramsSchema: z.ZodType<P>, handle: Handle<P>) {
  return async (request: Request, { params }: { params: Promise<unknown> }): Promise<Response> => {
    let caller: Caller | null = null
    try {
      caller = await requireCaller(request, scope)
      await limitToken(caller.tokenId)
      // A path without brackets has none.
      const parsed = paramsSchema.safeParse((await params) ?? {})
      if (!parsed.success) throw new AppError('not_found', 'There is nothing at this address.')
      return withCors(await handle({ caller, request, params: parsed.data }), request, caller)
    } catch (error) {
      return withCors(toProblem(error), request, caller ?? { corsOrigins: [] })
    }
  }
}

/**
 * A browser asks first, without the token. So it is told yes where some token names its page; whether that is the one that
 * it then comes with decides the answer.
 */
export async function preflight(request: Request): Promise<Response> {
  const origin = request.headers.get('origin') ?? ''
  const headers = new Headers({ vary: 'origin', 'cache-control': 'no-store' })
  if (!(await isNamedOrigin(origin))) return new Response(null, { status: 403, headers })
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-allow-methods', 'GET, POST')
  headers.set('access-control-allow-headers', 'authorization, content-type, idempotency-key, prefer')
  headers.set('access-control-max-age', '600')
  return new Response(null, { status: 204, headers })
}
