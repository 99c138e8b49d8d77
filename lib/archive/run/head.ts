import type { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { ArchiveHead } from '../schema.ts'
import { archiveHeadSchema, archiveStampSchema, archiveVersion } from '../schema.ts'

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Throws AppError `invalid` with what is wrong in which file. */
export function jsonOf<T>(bytes: Buffer, name: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parsed(bytes))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const what = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')
  throw new AppError('invalid', `${name} is not as it should be. ${what}`)
}

/** Throws AppError `invalid`, also for what a later Atelier wrote. */
export function headOf(bytes: Buffer): ArchiveHead {
  const stamp = archiveStampSchema.safeParse(parsed(bytes))
  if (!stamp.success) throw new AppError('invalid', 'This is no archive of a team. Nothing was imported.')
  if (stamp.data.version !== archiveVersion)
    throw new AppError(
      'invalid',
      `This archive is of version ${stamp.data.version}, and this Atelier reads version ${archiveVersion}. Nothing was imported.`,
    )
  return jsonOf(bytes, 'archive.json', archiveHeadSchema)
}
