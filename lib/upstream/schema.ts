import { z } from 'zod'

/** Why a generation did not give what was asked, as a closed set. The words for people are in generations/schema.ts. */
export const failureCodes = [
  /** The provider's content policy. */
  'content_policy',
  /** Some of the asked images were filtered by the provider. */
  'filtered',
  /** The upstream does not take these values. */
  'invalid_request',
  /** The server's key is wrong or revoked. */
  'key_refused',
  'insufficient_balance',
  /** Unknown, disabled or retired model. */
  'model_gone',
  'rate_limited',
  /** Every provider was tried. */
  'providers_exhausted',
  'provider_error',
  'upstream_error',
  /** No connection: nothing was sent. */
  'unreachable',
  /** Sent, and the connection was lost or the deadline passed. */
  'no_answer',
  /** An answer that is none of the documented ones. */
  'unreadable_answer',
  'answer_too_large',
  /** Delivered bytes that are no image we may keep. */
  'not_an_image',
  /** The worker died before it sent anything, again and again. */
  'not_sent',
  /** A picture that it was to start from cannot be read here: nothing was sent. */
  'input_missing',
  /** The team's own key cannot be read here any more: nothing was sent. */
  'key_missing',
  /** The key that it was made with is gone: nobody can ask whether it was billed. */
  'key_gone',
  /** The request log knows nothing of it: it was not billed. */
  'not_billed',
] as const

export const failureCodeSchema = z.enum(failureCodes)
export type FailureCode = z.infer<typeof failureCodeSchema>

/** Providers that a team can have keys of its own for, and that are then called directly. */
export const directNames = ['gemini', 'vertex'] as const
export const directNameSchema = z.enum(directNames)
export type DirectName = z.infer<typeof directNameSchema>

/** Whom a paid call is sent to. */
export const upstreamNames = ['lumenfall', ...directNames] as const
export const upstreamNameSchema = z.enum(upstreamNames)
export type UpstreamName = z.infer<typeof upstreamNameSchema>

/** A provider to pin, as in `vertex/imagen-3.0-generate-002`. */
export const providerSlugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/)

/** Model ids are slugs, some with a creator before a slash (`google/gemini-3-flash-preview`). */
export const modelIdSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,100}(\/[a-z0-9][a-z0-9._-]{0,100})?$/)

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Under the base URL. */
export const generationPath = '/images/generations'
/** Where a call goes that starts from pictures: edits, and enlargements. */
export const editPath = '/images/edits'

/** The body of an image call, as the upstream is asked here and as code for elsewhere asks it. */
export function generationBodyOf(call: {
  modelId: string
  provider: string | null
  prompt: string
  n: number
  parameters: { [name: string]: Json }
}) {
  const { modelId, provider, prompt, n, parameters } = call
  const model = provider ? `${provider}/${modelId}` : modelId
  // Bytes, always: hosted pictures are gone after an hour, and nothing foreign is fetched.
  return { ...parameters, model, prompt, n, response_format: 'b64_json' }
}

/** The same body as the fields of a form: what is no text goes as JSON; nothing, and no words, not at all. */
export function formFieldsOf(body: Readonly<Record<string, Json>>): Record<string, string> {
  const said = Object.entries(body).filter(
    ([name, value]) => value !== null && !(name === 'prompt' && value === ''),
  )
  return Object.fromEntries(
    said.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

/** The field of each picture: `image` for one, as the API documents it, `image[]` for several, as OpenAI's client has it. */
export const formFileFields = (inputs: readonly { role: 'image' | 'mask' }[]): string[] => {
  const isOne = inputs.filter(({ role }) => role === 'image').length === 1
  return inputs.map(({ role }) => (role === 'mask' ? 'mask' : isOne ? 'image' : 'image[]'))
}
