import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DesignPage } from '#components/design/design-page.tsx'
import { findPerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Design' }

/** For people who work on Atelier: shown to the server's admins. */
export default async function Design() {
  const person = await findPerson()
  if (!person) redirect('/sign-in')
  if (!person.isAdmin) notFound()
  return <DesignPage />
}
