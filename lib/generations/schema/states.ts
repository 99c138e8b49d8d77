import { z } from 'zod'
import { promptMaxLength } from './limits.ts'

// What a generation and its images have in common.

export const generationStatuses = [
  'queued',
  'running',
  'succeeded',
  'partial',
  'refused',
  'failed',
  'cancelled',
  'unknown',
  'lost',
] as const
export type GenerationStatus = (typeof generationStatuses)[number]

/** Who sees it: the whole team, or its author and the admins. */
export const visibilitySchema = z.enum(['team', 'private'])
export type Visibility = z.infer<typeof visibilitySchema>

/** Drawn by the stand-in, or paid for. */
export const environmentSchema = z.enum(['standin', 'live'])

/** Who said what it cost. */
export const costSourceSchema = z.enum(['answer', 'log', 'estimate'])

/** What was filled in for the variables of a prompt, by name. */
export const variablesSchema = z
  .record(z.string().max(100), z.string().max(promptMaxLength))
  .refine((values) => Object.keys(values).length <= 100, 'A prompt has at most 100 variables.')
