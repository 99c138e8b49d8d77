import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { ResetForm } from '#components/auth/reset-form.tsx'
import { TooMany } from '#components/auth/too-many.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { orThrottled } from '#lib/auth/or-throttled.ts'
import { findReset } from '#lib/auth/reset.ts'
import { addressOf } from '#lib/network.ts'

// Its form would say that it comes from nowhere on a page that sends no referrer at all.
export const metadata: Metadata = { title: 'New password', referrer: 'same-origin' }

export default async function ResetPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params
  const reset = await orThrottled(findReset(secret, addressOf(await headers())))
  if (reset === 'throttled') return <TooMany />
  if (!reset)
    return (
      <FrontPage title="This link is over" lead="It was used, or has ended. Ask for another one.">
        <Link href="/forgot" className="font-medium underline underline-offset-4">
          Forgotten password
        </Link>
      </FrontPage>
    )
  return (
    <FrontPage title="New password" lead="It signs you out everywhere else.">
      <ResetForm secret={secret} email={reset.email} />
    </FrontPage>
  )
}
