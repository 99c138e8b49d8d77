'use server'

import { AuthError } from 'next-auth'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { forgetBrowser } from '#lib/answer.ts'
import { AppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import { personAction, publicAction } from './action-client.ts'
import { signIn, signOut } from './next-auth.ts'
import { setUpSchema, signInSchema } from './schema.ts'
import { revokeSession } from './sessions.ts'
import { setUp } from './set-up.ts'

const wrong = 'This e-mail address and password do not fit. Check both, and try again.'
const tooMany = 'Too many tries. Wait a minute, then try again.'

/** next-auth carries an error of ours through by its properties alone. */
function toAppError(error: AuthError): AppError {
  const seconds: unknown = Reflect.get(error, 'retryAfterSeconds')
  return typeof seconds === 'number'
    ? new AppError('throttled', tooMany, { retryAfterSeconds: seconds })
    : new AppError('invalid', wrong)
}

export const signInWithPassword = publicAction.inputSchema(signInSchema).action(async ({ parsedInput }) => {
  const { email, password, next = '/' } = parsedInput
  await signIn('credentials', { email, password, redirect: false }).catch((error: unknown) => {
    throw error instanceof AuthError ? toAppError(error) : error
  })
  redirect(next)
})

export const createStudio = publicAction.inputSchema(setUpSchema).action(async ({ parsedInput }) => {
  const { teamSlug } = await setUp(parsedInput, addressOf(await headers()))
  const { email, password } = parsedInput
  await signIn('credentials', { email, password, redirect: false })
  redirect(`/t/${teamSlug}/playground`)
})

export const signOutHere = personAction.action(async ({ ctx }) => {
  await revokeSession(ctx.person, ctx.person.sessionId)
  await signOut({ redirect: false })
  forgetBrowser()
  redirect('/sign-in')
})
