import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { ApiError } from '../api/errors.ts'
import type { Fields, Upload } from '../contract.ts'

/** No limit is documented; ten pictures of a few megabytes must fit. */
const BODY_MAX = 64 * 1024 * 1024
const fieldsSchema = z.record(z.string(), z.unknown())

export interface Body {
  readonly rawBody: Buffer
  readonly fields: Fields
  readonly uploads: readonly Upload[]
}

/** Throws PAYLOAD_TOO_LARGE. A client that goes away while it sends makes the promise reject with Node's own error. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > BODY_MAX) throw new ApiError('PAYLOAD_TOO_LARGE')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The fields of a JSON object or of a form. Throws INVALID_REQUEST when the bytes are not what their type says. */
export async function parseBody(rawBody: Buffer, contentType: string | undefined): Promise<Body> {
  if (rawBody.length === 0) return { rawBody, fields: {}, uploads: [] }
  if (contentType?.startsWith('multipart/form-data') === true) return parseForm(rawBody, contentType)
  return { rawBody, fields: parseJson(rawBody), uploads: [] }
}

function parseJson(rawBody: Buffer): Fields {
  try {
    return fieldsSchema.parse(JSON.parse(rawBody.toString('utf8')))
  } catch {
    throw new ApiError('INVALID_REQUEST', 'The request body is not a JSON object')
  }
}

async function parseForm(rawBody: Buffer, contentType: string): Promise<Body> {
  const form = await readForm(rawBody, contentType)
  const fields: Record<string, unknown> = {}
  const uploads: Upload[] = []
  for (const [field, value] of form) {
    if (typeof value === 'string') fields[field] = value
    else {
      const bytes = Buffer.from(await value.arrayBuffer())
      uploads.push({ field, name: value.name, type: value.type, bytes })
    }
  }
  return { rawBody, fields, uploads }
}

async function readForm(rawBody: Buffer, contentType: string): Promise<FormData> {
  try {
    // A copy, because the reader wants memory of its own kind.
    return await new Response(new Uint8Array(rawBody), {
      headers: { 'content-type': contentType },
    }).formData()
  } catch {
    throw new ApiError('INVALID_REQUEST', 'The request body is not a multipart form')
  }
}
