import 'server-only'
import type { z } from 'zod'
import { AppError, isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { limitPerson } from './limits.ts'
import type { Viewer } from './schema.ts'
import { requireViewer } from './viewer.ts'

interface Context<P> {
  viewer: Viewer
  request: Request
  params: P
}

/** JSON for the one who asked, kept by nobody on the way. */
export const privateJson = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'cache-control': 'private, no-store', ...headers } })

/** An expected failure as an answer; anything else is logged, and says nothing. */
export function toResponse(error: unknown): Response {
  if (isAppError(error)) {
    const { code, message, status, retryAfterSeconds } = error
    const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
    return privateJson({ error: { code, message } }, status, headers)
  }
  log.error({ err: error }, 'a route failed')
  const message = 'Something went wrong here. It was logged; try again in a moment.'
  return privateJson({ error: { code: 'unavailable', message } }, 500)
}

/**
 * A route of a team: proves the viewer, parses the address, and answers expected failures as
 * `{ error: { code, message } }` with their status. A stranger's thing looks like a missing one.
 */
export function teamRoute<P extends { team: string }>(
  paramsSchema: z.ZodType<P>,
  handle: (context: Context<P>) => Promise<Response>,
) {
  return async (request: Request, { params }: { params: Promise<unknown> }): Promise<Response> => {
    try {
      const parsed = paramsSchema.safeParse(await params)
      if (!parsed.success) throw new AppError('not_found', 'There is nothing at this address.')
      const viewer = await requireViewer(parsed.data.team)
      if (request.method !== 'GET' && request.method !== 'HEAD') await limitPerson(viewer.userId)
      return await handle({ viewer, request, params: parsed.data })
    } catch (error) {
      return toResponse(error)
    }
  }
}

const maxBodyBytes = 1024 * 1024

/** A request's body as it is, at most so large. Throws AppError `too_large`. */
export async function bytesBody(
  request: Request,
  maxBytes: number,
  message = 'This request is too large.',
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let total = 0
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength
    if (total > maxBytes) throw new AppError('too_large', message)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function parsed<T>(text: string, schema: z.ZodType<T>): T {
  const value = parse(text)
  if (value === undefined)
    throw new AppError('invalid', 'This request is not understood: its body is no JSON.')
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppError(
    'invalid',
    `This request is not understood: ${[...(issue?.path ?? []), issue?.message].join(' ')}.`,
  )
}

/** A request's JSON body, at most 1 MiB, by its schema. Throws AppError `too_large`, `invalid`. */
export async function jsonBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await bytesBody(request, maxBodyBytes)
  return parsed(bytes.toString('utf8'), schema)
}

/** The same, also of a form that has the JSON in one of its fields. */
export async function formOrJsonBody<T>(request: Request, field: string, schema: z.ZodType<T>): Promise<T> {
  const text = (await bytesBody(request, maxBodyBytes)).toString('utf8')
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')
  return parsed(isForm ? (new URLSearchParams(text).get(field) ?? '') : text, schema)
}

/** What stands behind the `?` of a request's address, by its schema. Throws AppError `invalid`. */
export function addressQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'This address is not understood.')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
