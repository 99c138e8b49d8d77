import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { JoinForm } from '#components/auth/join-form.tsx'
import { JoinHere } from '#components/auth/join-here.tsx'
import { TooMany } from '#components/auth/too-many.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { findInvitation } from '#lib/auth/invitations.ts'
import { orThrottled } from '#lib/auth/or-throttled.ts'
import { findPerson } from '#lib/auth/viewer.ts'
import { addressOf } from '#lib/network.ts'

// Its form would say that it comes from nowhere on a page that sends no referrer at all.
export const metadata: Metadata = { title: 'Invitation', referrer: 'same-origin' }

export default async function JoinPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params
  const invited = await orThrottled(findInvitation(secret, addressOf(await headers())))
  if (invited === 'throttled') return <TooMany />
  if (!invited)
    return (
      <FrontPage
        title="This invitation is over"
        lead="It was used, has ended, or was taken back. Ask whoever sent it for another one."
      />
    )
  const { teamName, by, email } = invited
  const person = await findPerson()
  const lead = by === null ? `You are invited to ${teamName}.` : `${by} invites you to ${teamName}.`
  return (
    <FrontPage title={`Join ${teamName}`} lead={lead}>
      {person ? <JoinHere secret={secret} name={person.name} /> : <JoinForm secret={secret} email={email} />}
    </FrontPage>
  )
}
