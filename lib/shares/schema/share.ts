import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { selectionSchema } from '#lib/images/schema/filter.ts'
import { maxShared } from './limits.ts'

const shareIdSchema = z.uuid('This is not the id of a link.')

const titleSchema = z
  .string('Give the link a title.')
  .trim()
  .min(1, 'Give the link a title.')
  .max(120, 'A title has at most 120 characters.')
  .refine((title) => !/\p{Cc}/u.test(title), 'Write the title in one line.')

const noteSchema = z.string().trim().max(2_000, 'A note has at most 2,000 characters.')

/** Throttled where it is asked for, so shorter than one's own may be. */
const passwordSchema = z
  .string()
  .min(8, 'Choose a password of at least 8 characters.')
  .max(200, 'Choose a password of at most 200 characters.')

/** What the link shows beside the pictures, and lets one do. */
export const switchesSchema = z.object({
  showPrompts: z.boolean(),
  showParameters: z.boolean(),
  allowDownload: z.boolean(),
  allowRemix: z.boolean(),
  showStars: z.boolean(),
  showNames: z.boolean(),
})

export type Switches = z.infer<typeof switchesSchema>

const needsBoth = 'To allow remixing, show prompts and parameters too.'
const isWhole = ({ allowRemix, showPrompts, showParameters }: Switches) =>
  !allowRemix || (showPrompts && showParameters)

/** In days from now; null is never. */
const expirySchema = z.number().int().min(1).max(3_650).nullable()

export const shareSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('selection'), selection: selectionSchema }),
  z.object({ kind: z.literal('album'), album: z.uuid() }),
  z.object({ kind: z.literal('generation'), generation: z.uuid() }),
  z.object({ kind: z.literal('profile'), member: z.uuid() }),
])

export type ShareSource = z.infer<typeof shareSourceSchema>

/** The id of what a link is made from, where that is one thing. */
export function sourceIdOf(source: Exclude<ShareSource, { kind: 'selection' }>): string {
  switch (source.kind) {
    case 'album':
      return source.album
    case 'generation':
      return source.generation
    case 'profile':
      return source.member
  }
}

export const createShareSchema = z.object({
  team: teamSlugSchema,
  /** Chosen by the client; the same id is the same request. */
  id: shareIdSchema,
  source: shareSourceSchema,
  title: titleSchema,
  note: noteSchema.default(''),
  switches: switchesSchema.refine(isWhole, needsBoth),
  expiresInDays: expirySchema.default(30),
  password: passwordSchema.nullable().default(null),
})

export type ShareInput = Omit<z.infer<typeof createShareSchema>, 'team'>

/** What is not named stays as it is. */
export const editShareSchema = z.object({
  team: teamSlugSchema,
  id: shareIdSchema,
  title: titleSchema.optional(),
  note: noteSchema.optional(),
  switches: switchesSchema.refine(isWhole, needsBoth).optional(),
  expiresInDays: expirySchema.optional(),
  /** Null takes it away. Any other makes whoever had the former give the new one. */
  password: passwordSchema.nullable().optional(),
  /** Those that stay, in their order. What is not in the link already is not taken in. */
  images: z.array(z.uuid()).min(1, 'Leave at least one image, or revoke the link.').max(maxShared).optional(),
})

export type ShareChange = Omit<z.infer<typeof editShareSchema>, 'team' | 'id'>

export const oneShareSchema = z.object({ team: teamSlugSchema, id: shareIdSchema })

const time = z.iso.datetime()

export const shareSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['selection', 'album', 'generation', 'profile']),
  title: z.string(),
  note: z.string(),
  /** On this server; null once it opens nothing. */
  path: z.string().nullable(),
  state: z.enum(['live', 'expired', 'revoked']),
  switches: switchesSchema,
  hasPassword: z.boolean(),
  createdAt: time,
  updatedAt: time,
  expiresAt: time.nullable(),
  /** How many it holds, and how many of them can be seen: not in the trash, nor made private by somebody else. */
  held: z.number().int(),
  shown: z.number().int(),
  views: z.number().int(),
  /** An image to know it by. */
  cover: z.uuid().nullable(),
})

export type Share = z.infer<typeof shareSchema>

export const sharePageSchema = z.object({
  shares: z.array(shareSchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})

export type SharePage = z.infer<typeof sharePageSchema>

export const shareDetailSchema = shareSchema.extend({
  images: z.array(
    z.object({ id: z.uuid(), width: z.number().int(), height: z.number().int(), isShown: z.boolean() }),
  ),
  /** The last 30 days that had any, the newest first. */
  days: z.array(z.object({ day: z.iso.date(), views: z.number().int() })),
  /** What the album or generation has now, and how many of them are shared; null where there is nothing to compare with. */
  source: z.object({ now: z.number().int(), kept: z.number().int() }).nullable(),
})

export type ShareDetail = z.infer<typeof shareDetailSchema>
