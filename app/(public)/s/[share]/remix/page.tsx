import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ShareThrottled } from '#components/share/password-page.tsx'
import { RemixPage } from '#components/share/remix-page.tsx'
import { findPerson } from '#lib/auth/viewer.ts'
import { pageVisitor } from '#lib/auth/visitor.ts'
import { orNull } from '#lib/errors.ts'
import { getSharedGallery, getSharedRecipe } from '#lib/shares/data.ts'
import { sharedNumberSchema, sharePath } from '#lib/shares/schema.ts'
import { listTeams } from '#lib/teams/data.ts'

export const metadata: Metadata = { title: { absolute: 'Remix' }, referrer: 'no-referrer' }

interface RemixProps {
  params: Promise<{ share: string }>
  searchParams: Promise<{ image?: string | string[] }>
}

export default async function Remix({ params, searchParams }: RemixProps) {
  const { share } = await params
  const visitor = await pageVisitor(share)
  if (visitor === 'throttled') return <ShareThrottled />
  if (visitor === 'locked') redirect(sharePath(share))
  const asked = sharedNumberSchema.safeParse((await searchParams).image).data
  const found = await orNull(
    Promise.all([getSharedGallery(visitor), getSharedRecipe(visitor, asked ?? null)]),
  )
  if (!found) notFound()
  const [gallery, { number, recipe }] = found
  const person = await findPerson()
  if (!person) redirect(`/sign-in?next=${encodeURIComponent(`${sharePath(share)}/remix?image=${number}`)}`)
  return <RemixPage token={share} {...{ gallery, number, recipe }} teams={await listTeams(person)} />
}
