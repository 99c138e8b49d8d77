'use server'

import { AuthError } from 'next-auth'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { forgetBrowser } from '#lib/answer.ts'
import { AppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import { personAction, publicAction } from './action-client.ts'
import { tripToConnect } from './identities.ts'
import { acceptInvitation, createInvitedAccount } from './invitations.ts'
import { limitLetters } from './limits.ts'
import { signIn, signOut } from './next-auth.ts'
import { askForReset, resetPassword } from './reset.ts'
import { setOut } from './round-trip.ts'
import {
  choosePasswordSchema,
  connectSchema,
  enterByProviderSchema,
  forgottenSchema,
  invitationSecretSchema,
  joinSchema,
  setUpSchema,
  signInSchema,
} from './schema.ts'
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

export const leaveForProvider = publicAction
  .inputSchema(enterByProviderSchema)
  .action(async ({ parsedInput }) => redirect(await setOut({ purpose: 'enter', ...parsedInput })))

export const connectProvider = personAction
  .inputSchema(connectSchema)
  .action(async ({ parsedInput, ctx }) =>
    redirect(await setOut(await tripToConnect(ctx.person, parsedInput))),
  )

/** Signs in with a password that was just set: it fits. */
const enterWith = ({ email, password }: { email: string; password: string }) =>
  signIn('credentials', { email, password, redirect: false })

export const createStudio = publicAction.inputSchema(setUpSchema).action(async ({ parsedInput }) => {
  const { teamSlug } = await setUp(parsedInput, addressOf(await headers()))
  await enterWith(parsedInput)
  redirect(`/t/${teamSlug}/playground`)
})

export const joinTeam = personAction
  .inputSchema(invitationSecretSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { teamSlug } = await acceptInvitation(ctx.person, parsedInput.secret)
    redirect(`/t/${teamSlug}/playground`)
  })

export const joinWithNewAccount = publicAction.inputSchema(joinSchema).action(async ({ parsedInput }) => {
  const { teamSlug } = await createInvitedAccount(parsedInput.secret, parsedInput)
  await enterWith(parsedInput)
  redirect(`/t/${teamSlug}/playground`)
})

export const forgetPassword = publicAction.inputSchema(forgottenSchema).action(async ({ parsedInput }) => {
  await limitLetters(addressOf(await headers()))
  askForReset(parsedInput.email)
})

export const choosePassword = publicAction
  .inputSchema(choosePasswordSchema)
  .action(async ({ parsedInput }) => {
    const { secret, password } = parsedInput
    const { email } = await resetPassword(secret, password)
    await enterWith({ email, password })
    redirect('/')
  })

export const signOutHere = personAction.action(async ({ ctx }) => {
  await revokeSession(ctx.person, ctx.person.sessionId)
  await signOut({ redirect: false })
  forgetBrowser()
  redirect('/sign-in')
})
