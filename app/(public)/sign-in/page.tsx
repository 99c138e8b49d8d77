import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ProviderButtons } from '#components/auth/provider-buttons.tsx'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { TripEnd } from '#components/auth/trip-end.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { listProviders } from '#lib/auth/providers.ts'
import { homecomingSchema, returnPathSchema } from '#lib/auth/schema.ts'
import { needsSetUp } from '#lib/auth/set-up.ts'
import { findPerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[]>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await needsSetUp()) redirect('/setup')
  const query = await searchParams
  const next = returnPathSchema.safeParse(query.next).data
  if (await findPerson()) redirect(next ?? '/')
  return (
    <FrontPage title="Sign in">
      <TripEnd {...homecomingSchema.parse(query)} providers={listProviders()} />
      <SignInForm next={next} />
      <ProviderButtons providers={listProviders()} next={next} />
    </FrontPage>
  )
}
