import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { returnPathSchema } from '#lib/auth/schema.ts'
import { needsSetUp } from '#lib/auth/set-up.ts'
import { findPerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await needsSetUp()) redirect('/setup')
  const next = returnPathSchema.safeParse((await searchParams).next).data
  if (await findPerson()) redirect(next ?? '/')
  return (
    <FrontPage title="Sign in">
      <SignInForm next={next} />
    </FrontPage>
  )
}
