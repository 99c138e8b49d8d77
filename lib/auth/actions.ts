'use server'

import { AuthError } from 'next-auth'
import { redirect } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { personAction, publicAction } from './action-client.ts'
import { signIn, signOut } from './next-auth.ts'
import { setUpSchema, signInSchema } from './schema.ts'
import { revokeSession } from './sessions.ts'
import { setUp } from './set-up.ts'

const wrong = 'This e-mail address and password do not fit. Check both, and try again.'
const tooMany = 'Too many tries. Wait a minute, then try again.'

export const signInWithPassword = publicAction.inputSchema(signInSchema).action(async ({ parsedInput }) => {
  await signIn('credentials', { ...parsedInput, redirect: false }).catch((error: unknown) => {
    if (!(error instanceof AuthError)) throw error
    const isThrottled = Reflect.get(error, 'code') === 'throttled'
    throw isThrottled ? new AppError('throttled', tooMany) : new AppError('invalid', wrong)
  })
  redirect('/')
})

export const createStudio = publicAction.inputSchema(setUpSchema).action(async ({ parsedInput }) => {
  const { teamSlug } = await setUp(parsedInput)
  const { email, password } = parsedInput
  await signIn('credentials', { email, password, redirect: false })
  redirect(`/t/${teamSlug}/playground`)
})

export const signOutHere = personAction.action(async ({ ctx }) => {
  await revokeSession(ctx.person, ctx.person.sessionId)
  await signOut({ redirect: false })
  redirect('/sign-in')
})
