import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { needsSetUp } from '#lib/auth/set-up.ts'
import { findPerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  if (await needsSetUp()) redirect('/setup')
  if (await findPerson()) redirect('/')
  return (
    <FrontPage title="Sign in">
      <SignInForm />
    </FrontPage>
  )
}
