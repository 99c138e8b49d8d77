import { z } from 'zod'
import { AppError, errorCodes } from '#lib/errors.ts'

const errorSchema = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) })

const unreachable = 'The server cannot be reached. Check the connection; what you typed is still here.'

/**
 * Asks this server for JSON, and parses it. Throws AppError: the server's own, or `unavailable` when it cannot be
 * reached or answers something else.
 */
export async function fetchJson<T>(schema: z.ZodType<T>, url: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    throw new AppError('unavailable', unreachable, { cause: error })
  }
  const body: unknown = await response.json().catch(() => undefined)
  const failure = errorSchema.safeParse(body)
  if (failure.success) throw new AppError(failure.data.error.code, failure.data.error.message)
  if (!response.ok)
    throw new AppError('unavailable', 'The server could not answer that. Try again in a moment.')
  return schema.parse(body)
}

/** Whether what failed may go well when it is asked again: a refusal stays one. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof AppError) || error.code === 'unavailable'

/** The same for a question with a body. */
export function postJson<T>(schema: z.ZodType<T>, url: string, body: unknown): Promise<T> {
  return fetchJson(schema, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
