import { redirect } from 'next/navigation'
import { FrontPage } from '#components/layout/front-page.tsx'
import { SignOutButton } from '#components/layout/sign-out-button.tsx'
import { needsSetUp } from '#lib/auth/set-up.ts'
import { findPerson } from '#lib/auth/viewer.ts'
import { listTeams } from '#lib/teams/data.ts'

export default async function HomePage() {
  if (await needsSetUp()) redirect('/setup')
  const person = await findPerson()
  if (!person) redirect('/sign-in')
  const [team] = await listTeams(person)
  if (team) redirect(`/t/${team.slug}/playground`)
  return (
    <FrontPage
      title="No team yet"
      lead="You are signed in, and a member of no team. Ask an admin to invite you."
    >
      <SignOutButton />
    </FrontPage>
  )
}
