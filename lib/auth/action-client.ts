import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { createSafeActionClient } from 'next-safe-action'
import { z } from 'zod'
import { AppError, isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { teamSlugSchema } from './schema.ts'
import { requirePerson, requireViewer } from './viewer.ts'

/** More than a person can do by hand, less than a runaway script does. Per process: it protects, it does not bill. */
const limiter = new RateLimiterMemory({ points: 300, duration: 60 })

async function limit(userId: string): Promise<void> {
  try {
    await limiter.consume(userId)
  } catch (error) {
    if (error instanceof RateLimiterRes)
      throw new AppError('throttled', 'That was a lot at once. Wait a moment.')
    throw error
  }
}

/** For what nobody needs to be proved for. An expected failure becomes a value, anything else stays an error. */
export const publicAction = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  handleServerError: (error) => {
    if (isAppError(error)) return { code: error.code, message: error.message }
    log.error({ err: error }, 'an action failed')
    throw error
  },
})

/** For whoever is signed in. */
export const personAction = publicAction.use(async ({ next }) => {
  const person = await requirePerson()
  await limit(person.userId)
  return next({ ctx: { person } })
})

const inTeam = z.looseObject({ team: teamSlugSchema })

/** For the members of the team that the input names. */
export const teamAction = publicAction.use(async ({ next, clientInput }) => {
  const input = inTeam.safeParse(clientInput)
  if (!input.success) throw new AppError('invalid', 'Say for which team. Reload the page and try again.')
  const viewer = await requireViewer(input.data.team)
  await limit(viewer.userId)
  return next({ ctx: { viewer } })
})
