import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import type { VertexSecret } from '#lib/upstream/google/schema.ts'
import { vertexKeyTextSchema, vertexLocationSchema } from '#lib/upstream/google/schema.ts'
import type { UpstreamName } from '#lib/upstream/schema.ts'
import { upstreamNameSchema } from '#lib/upstream/schema.ts'

/** For whom a team can have a key of its own. */
export const credentialProviderSchema = upstreamNameSchema
export type CredentialProvider = UpstreamName

/** What can be said of a key: that it is there, and how it ends. */
export const credentialSchema = z.object({
  provider: credentialProviderSchema,
  lastFour: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** False where the server's own key that it was encrypted with is gone. */
  isReadable: z.boolean(),
})

export type Credential = z.infer<typeof credentialSchema>

export const secretSchema = z
  .string('Paste the key.')
  .trim()
  .min(8, 'This is too short to be a key.')
  .max(8_000, 'This is too long to be a key.')
  .refine(
    (text) => /^[\x21-\x7e]+$/.test(text),
    'A key has neither spaces nor other letters. Paste it again.',
  )

const place = { team: teamSlugSchema }

export const setCredentialSchema = z.discriminatedUnion('provider', [
  z.object({ ...place, provider: z.literal('lumenfall'), secret: secretSchema }),
  z.object({ ...place, provider: z.literal('gemini'), secret: secretSchema }),
  z.object({
    ...place,
    provider: z.literal('vertex'),
    account: vertexKeyTextSchema,
    location: vertexLocationSchema,
  }),
])

export type NewCredential =
  { provider: 'lumenfall' | 'gemini'; secret: string } | ({ provider: 'vertex' } & VertexSecret)

export const removeCredentialSchema = z.object({ team: teamSlugSchema, provider: credentialProviderSchema })
