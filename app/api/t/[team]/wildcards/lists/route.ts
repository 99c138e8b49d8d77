import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { listsFor } from '#lib/wildcards/data.ts'
import { listNamesSchema } from '#lib/wildcards/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The entries of the lists with these names (`?name=`, several times), and of all lists that they name. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const names = listNamesSchema.safeParse(new URL(request.url).searchParams.getAll('name'))
  if (!names.success) throw new AppError('invalid', names.error.issues[0]?.message ?? 'Name lists.')
  return privateJson({ lists: Object.fromEntries(await listsFor(viewer, names.data)) })
})
