import { z } from 'zod'

/** Google's own limits for the id of a project; an old one may have a domain before it. */
const projectIdSchema = z
  .string('The file has no project_id.')
  .regex(
    /^([a-z0-9.-]{1,60}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    "The project_id in this file is none of Google's.",
  )

/**
 * A service account's key, as Google's console gives it for download. Only what signs is kept: where the file says that
 * tokens come from (`token_uri`) would let anybody who pastes a file point this server anywhere.
 */
export const vertexKeySchema = z.object({
  type: z.literal('service_account', 'This is not the key of a service account: its type is another.'),
  project_id: projectIdSchema,
  client_email: z
    .string('The file has no client_email.')
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/, 'The client_email in this file is no address.'),
  private_key_id: z.string('The file has no private_key_id.').min(1).max(200),
  private_key: z
    .string('The file has no private_key.')
    .max(16_000)
    .regex(
      /^-----BEGIN (RSA )?PRIVATE KEY-----\n[\w+/=\s]+-----END (RSA )?PRIVATE KEY-----\s*$/,
      'The private_key in this file is not whole. Download the key again.',
    ),
})

export type VertexKey = z.infer<typeof vertexKeySchema>

/** A service account's key as the text that was pasted. What is wrong with it is said of the text as a whole. */
export const vertexKeyTextSchema = z
  .string('Paste the key of a service account.')
  .trim()
  .min(1, 'Paste the key of a service account.')
  .max(32_000, 'This is too long to be the key of a service account.')
  .transform((text, context): VertexKey => {
    const key = vertexKeySchema.safeParse(fromJson(text))
    if (key.success) return key.data
    const [issue] = key.error.issues
    const isRead = issue !== undefined && issue.path.length > 0
    context.addIssue(isRead ? issue.message : 'This is not the JSON of a key. Paste the whole file.')
    return z.NEVER
  })

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `us-central1`, `europe-west4`, `global`: it becomes part of a host's name. */
export const vertexLocationSchema = z
  .string('Say in which location Vertex AI is to be called.')
  .trim()
  .regex(/^[a-z]{2,20}(-[a-z]{2,20})?\d{0,2}$/, 'A location looks like us-central1.')

/** What a team keeps for Vertex AI: who calls, and where. */
export const vertexSecretSchema = z.object({ account: vertexKeySchema, location: vertexLocationSchema })
export type VertexSecret = z.infer<typeof vertexSecretSchema>
