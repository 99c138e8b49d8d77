import { z } from 'zod'
import type { VersionContent } from './content.ts'
import {
  descriptionSchema,
  folderNameSchema,
  labelNameSchema,
  noteSchema,
  partialContentSchema,
  promptTagsSchema,
  slugSchema,
  titleSchema,
} from './content.ts'

// The library as a file. JSON has everything but people and times: who brings a file in is the author of what it adds.
// CSV has the newest version of each prompt. What a file does not say of a prompt that is there stays as it is.

const fileFormat = 'atelier prompts'
const fileVersion = 1

/** Of one file. */
export const maxFilePrompts = 2_000

const fileVersionSchema = z.object({
  /** Within the file: labels name it. */
  number: z.number().int().min(1).optional(),
  ...partialContentSchema.shape,
  note: noteSchema.optional(),
})

export type FileVersion = z.infer<typeof fileVersionSchema>

const fileLabelSchema = z.object({
  name: labelNameSchema,
  /** Of the file's versions; without, the last. */
  number: z.number().int().min(1).optional(),
  isProtected: z.boolean().default(false),
})

const filePromptSchema = z.object({
  title: titleSchema.optional(),
  slug: slugSchema.optional(),
  description: descriptionSchema.optional(),
  tags: promptTagsSchema.optional(),
  folder: folderNameSchema.nullable().optional(),
  /** The oldest first. */
  versions: z
    .array(fileVersionSchema)
    .min(1, 'Write the prompt.')
    .max(500, 'A prompt has at most 500 versions.'),
  labels: z.array(fileLabelSchema).max(20, 'A prompt has at most 20 labels.').optional(),
})

export type FilePrompt = z.infer<typeof filePromptSchema>

const headSchema = z.object({
  format: z.literal(fileFormat),
  version: z.number().int(),
  prompts: z.array(z.unknown()),
})

/** A prompt of a file, or why it is none, with where it stands: its line, or its number among the others. */
export type ReadRow = { place: number; name: string } & ({ prompt: FilePrompt } | { reason: string })

export type ReadFile = { ok: true; rows: ReadRow[] } | { ok: false; message: string }

const nameSchema = z.object({ title: z.string().optional(), slug: z.string().optional() })

/** What to call a prompt in a list of what is wrong. */
export function nameOfRow(value: unknown, place: number): string {
  const { title, slug } = nameSchema.catch({}).parse(value)
  return (title || slug || `Prompt ${place}`).slice(0, 120)
}

/** A row by its schema; what is wrong as a sentence. */
export function readRow(value: unknown, place: number): ReadRow {
  const name = nameOfRow(value, place)
  const read = filePromptSchema.safeParse(value)
  if (read.success) return { place, name, prompt: read.data }
  const [issue] = read.error.issues
  const where = issue?.path.filter((part) => typeof part === 'string' && part !== 'versions').join(' ')
  // What Zod says by itself is for programmers.
  const isOurs = issue && !issue.message.startsWith('Invalid')
  const sentence = isOurs ? issue.message : 'This is not understood.'
  return { place, name, reason: where ? `${where}: ${sentence}` : sentence }
}

const noFile = 'This is not a file of prompts: export one to see what it looks like.'

/** Reads what `writeJson` wrote. */
export function readJson(text: string): ReadFile {
  const head = headSchema.safeParse(parse(text))
  if (!head.success) return { ok: false, message: noFile }
  const { version, prompts } = head.data
  if (version > fileVersion)
    return {
      ok: false,
      message: 'This file comes from a newer version of Atelier, and is not understood here.',
    }
  if (prompts.length > maxFilePrompts)
    return { ok: false, message: `A file has at most ${maxFilePrompts.toLocaleString('en-US')} prompts.` }
  return { ok: true, rows: prompts.map((prompt, index) => readRow(prompt, index + 1)) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** A prompt whole: more than is needed to bring it in, for whoever reads it. */
export interface ExportedPrompt {
  scope: 'mine' | 'team'
  title: string
  slug: string
  description: string
  tags: string[]
  folder: string | null
  /** The oldest first. */
  versions: ({ number: number; note: string } & VersionContent)[]
  labels: { name: string; number: number; isProtected: boolean }[]
}

export const writeJson = (prompts: readonly ExportedPrompt[]) =>
  `${JSON.stringify({ format: fileFormat, version: fileVersion, prompts }, null, 2)}\n`
