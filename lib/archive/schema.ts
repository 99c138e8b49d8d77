import { z } from 'zod'
import { roles, teamNameSchema, teamSlugSchema, timeZoneSchema } from '#lib/auth/schema.ts'

export const archiveFormat = 'atelier team archive'
export const archiveVersion = 1

/** Somebody who is or was in the team. Rows name them by `id`, which is nobody's anywhere else. */
const archivedPersonSchema = z.object({
  id: z.uuid(),
  /** Null for whoever has no name here any more. */
  email: z.email().max(254).toLowerCase().nullable(),
  name: z.string().max(200),
  role: z.enum(roles),
  joinedAt: z.iso.datetime({ offset: true }),
  leftAt: z.iso.datetime({ offset: true }).nullable(),
})

export type ArchivedPerson = z.infer<typeof archivedPersonSchema>

/** What is said first, so that another format or version is refused with a sentence. */
export const archiveStampSchema = z.looseObject({ format: z.literal(archiveFormat), version: z.number() })

/** `archive.json`, the first file of an archive. */
export const archiveHeadSchema = z.object({
  format: z.literal(archiveFormat),
  version: z.literal(archiveVersion),
  exportedAt: z.iso.datetime(),
  team: z.object({
    id: z.uuid(),
    name: teamNameSchema,
    timeZone: timeZoneSchema,
    settings: z.record(z.string(), z.json()),
  }),
  people: z.array(archivedPersonSchema).max(10_000),
})

export type ArchiveHead = z.infer<typeof archiveHeadSchema>

/** `end.json`, the last file: without it, the rest did not come. */
export const archiveEndSchema = z.object({
  rows: z.record(z.string(), z.number().int()),
  files: z.number().int(),
  /** By their SHA-256: what the storage had lost. */
  missing: z.array(z.string()),
})

export type ArchiveEnd = z.infer<typeof archiveEndSchema>

export const tablePath = (table: string, part: number) =>
  `tables/${table}/${String(part).padStart(5, '0')}.jsonl`
export const filePath = (sha256: string) => `files/${sha256}`

export const deleteTeamSchema = z.object({
  team: teamSlugSchema,
  /** The team's name, typed by whoever means it. */
  name: z.string('Type the team’s name.').trim().min(1, 'Type the team’s name.').max(200),
})
