import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SetUpForm } from '#components/auth/set-up-form.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { needsSetUpCode } from '#lib/auth/set-up-code.ts'
import { needsSetUp } from '#lib/auth/set-up.ts'

export const metadata: Metadata = { title: 'Set up' }
export default async function SetUpPage() {
  if (!(await needsSetUp())) redirect('/sign-in')
  return (
    <FrontPage title="Set up Atelier" lead="Your account, and the team that shares the studio.">
      <SetUpForm needsCode={needsSetUpCode()} />
    </FrontPage>
  )
}
