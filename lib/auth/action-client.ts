import 'server-only'
import { createSafeActionClient } from 'next-safe-action'
import { headers } from 'next/headers'
import { z } from 'zod'
import { sayRetryAfter } from '#lib/answer.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { addressOf } from '#lib/network.ts'
import { limitNetwork, limitPerson } from './limits.ts'
import { teamSlugSchema } from './schema.ts'
import { requirePerson, requireViewer } from './viewer.ts'

/** An expected failure becomes a value, anything else stays an error. */
const action = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  handleServerError: (error) => {
    if (isAppError(error)) {
      if (error.retryAfterSeconds !== undefined) sayRetryAfter(error.retryAfterSeconds)
      return { code: error.code, message: error.message }
    }
    log.error({ err: error }, 'an action failed')
    throw error
  },
})

/** For what nobody needs to be proved for: counted by network. */
export const publicAction = action.use(async ({ next }) => {
  await limitNetwork(addressOf(await headers()))
  return next()
})

/** For whoever is signed in. */
export const personAction = action.use(async ({ next }) => {
  const person = await requirePerson()
  await limitPerson(person.userId)
  return next({ ctx: { person } })
})

const inTeam = z.looseObject({ team: teamSlugSchema })

/** For the members of the team that the input names. */
export const teamAction = action.use(async ({ next, clientInput }) => {
  const input = inTeam.safeParse(clientInput)
  if (!input.success) throw new AppError('invalid', 'Say for which team. Reload the page and try again.')
  const viewer = await requireViewer(input.data.team)
  await limitPerson(viewer.userId)
  return next({ ctx: { viewer } })
})
