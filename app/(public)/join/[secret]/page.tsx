import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { JoinForm } from '#components/auth/join-form.tsx'
import { JoinHere } from '#components/auth/join-here.tsx'
import { ProviderButtons } from '#components/auth/provider-buttons.tsx'
import { TooMany } from '#components/auth/too-many.tsx'
import { TripEnd } from '#components/auth/trip-end.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { findInvitation } from '#lib/auth/invitations.ts'
import { invitationPath } from '#lib/auth/one-time.ts'
import { orThrottled } from '#lib/auth/or-throttled.ts'
import { listProviders } from '#lib/auth/providers.ts'
import { homecomingSchema } from '#lib/auth/schema.ts'
import { findPerson } from '#lib/auth/viewer.ts'
import { addressOf } from '#lib/network.ts'

// Its form would say that it comes from nowhere on a page that sends no referrer at all.
export const metadata: Metadata = { title: 'Invitation', referrer: 'same-origin' }

interface JoinPageProps {
  params: Promise<{ secret: string }>
  searchParams: Promise<Record<string, string | string[]>>
}

export default async function JoinPage({ params, searchParams }: JoinPageProps) {
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
      <TripEnd {...homecomingSchema.parse(await searchParams)} providers={listProviders()} />
      {person ? (
        <JoinHere secret={secret} name={person.name} />
      ) : (
        <>
          <JoinForm secret={secret} email={email} />
          <ProviderButtons providers={listProviders()} next={invitationPath(secret)} isJoining />
        </>
      )}
    </FrontPage>
  )
}
