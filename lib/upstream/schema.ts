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
  /** The request log knows nothing of it: it was not billed. */
  'not_billed',
] as const

export const failureCodeSchema = z.enum(failureCodes)
export type FailureCode = z.infer<typeof failureCodeSchema>

/** A provider to pin, as in `vertex/imagen-3.0-generate-002`. */
export const providerSlugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/)

/** Model ids are slugs, some with a creator before a slash (`google/gemini-3-flash-preview`). */
export const modelIdSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,100}(\/[a-z0-9][a-z0-9._-]{0,100})?$/)
