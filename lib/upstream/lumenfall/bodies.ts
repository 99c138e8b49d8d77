import { z } from 'zod'

// What Lumenfall answers, as tolerant as it can be: a field that is missing or of another type is as good as absent,
// unknown fields are let through. Sources: docs.lumenfall.ai (images, cost estimation, errors, requests, balance)
// and the vendor's own CLI and browser extension, where they tolerate more than the documentation says.

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)

const errorSchema = z.union([
  z.string().transform((message) => ({ message, code: null })),
  z.looseObject({ message: text, code: text, error_code: text }).transform((error) => ({
    message: error.message ?? '',
    code: error.code ?? error.error_code ?? null,
  })),
])

const imageSchema = z.looseObject({ b64_json: text, url: text, revised_prompt: text })

const nothing = { executed_model: null, provider: null, cost: null }
const metadataSchema = z.looseObject({ executed_model: text, provider: text, cost: number }).catch(nothing)

export const generationBody = z.looseObject({
  id: text,
  data: z.array(imageSchema).nullable().catch(null),
  metadata: metadataSchema,
  error: errorSchema.nullable().catch(null),
  /** A flat error, seen by the vendor's CLI. */
  error_code: text,
  message: text,
})

/**
 * What a dry run answers. What does not say of itself that it is an estimate may be the answer to a paid call, and its
 * `metadata.cost`, which one of the vendor's samples reads, is what such a call has cost: neither is a price.
 */
export const estimateBody = z.looseObject({
  estimated: z.literal(true),
  total_cost_micros: number,
  provider: text,
})

const textPart = z.looseObject({ text: z.string() }).transform((part) => part.text)

/**
 * As OpenAI's. What it cost is not documented for a chat: where images have it, and where OpenRouter, whose models these
 * are, has it.
 */
export const chatBody = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({
          content: z.union([
            z.string(),
            z
              .array(z.union([textPart, z.unknown().transform(() => '')]))
              .transform((parts) => parts.join('')),
          ]),
        }),
      }),
    )
    .min(1),
  usage: z.looseObject({ cost: number }).catch({ cost: null }),
  metadata: metadataSchema,
})

export const modelListBody = z.union([
  z.looseObject({ data: z.array(z.unknown()) }).transform((body) => body.data),
  z.looseObject({ models: z.array(z.unknown()) }).transform((body) => body.models),
])

export const balanceBody = z.looseObject({
  available: z.looseObject({ amount: z.number().finite().nullable() }),
})

const requestSchema = z.looseObject({
  id: z.string(),
  created_at: z.string(),
  status: z.string(),
  cost: number,
  trace_id: text,
  provider: text,
  model: text,
  endpoint: text,
})

export type RequestBody = z.infer<typeof requestSchema>

export const requestListBody = z.looseObject({
  data: z.array(requestSchema),
})

/** A price in USD as a float, to whole micro-dollars; null for what cannot be one. */
export function toMicros(dollars: number | null): number | null {
  const micros = Math.round((dollars ?? -1) * 1_000_000)
  return micros >= 0 && Number.isSafeInteger(micros) ? micros : null
}
