import { AppError, errorCodes } from '#lib/errors.ts'

const unreachable = 'The server cannot be reached. Check the connection; what you typed is still here.'

interface Refusal {
  error: { code: string; message: string }
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw new AppError('unavailable', unreachable, { cause: error })
  }
}

async function read<T extends object>(response: Response): Promise<T> {
  // Written by our own route as this type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const body = (await response.json().catch(() => undefined)) as (T & Partial<Refusal>) | undefined
  const code = errorCodes.find((each) => each === body?.error?.code)
  if (code && body?.error) throw new AppError(code, body.error.message)
  if (!response.ok || !body || body.error)
    throw new AppError('unavailable', 'The server could not answer that. Try again in a moment.')
  return body
}

/**
 * Asks this server for JSON. It is believed: what it sends is of the type that its route writes, and is not parsed
 * again, which would cost every page the parser. Throws AppError: the server's own, or `unavailable` when it cannot be
 * reached or answers something else.
 */
export const fetchJson = async <T extends object>(url: string, init?: RequestInit): Promise<T> =>
  read(await ask(url, init))

/** Asks this server for bytes; the answer is a good one. Throws AppError as `fetchJson` does. */
export async function fetchBytes(url: string, init?: RequestInit): Promise<Response> {
  const response = await ask(url, init)
  return response.ok ? response : read<never>(response)
}

/** Whether what failed may go well when it is asked again: a refusal stays one. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof AppError) || error.code === 'unavailable'

/** The same for a question with a body. */
export function postJson<T extends object>(url: string, body: unknown): Promise<T> {
  return fetchJson(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
