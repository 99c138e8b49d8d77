import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { after } from 'next/server'
import { SharePassword, ShareThrottled } from '#components/share/password-page.tsx'
import { SharedGalleryPage } from '#components/share/shared-gallery.tsx'
import { appUrl } from '#lib/app-url.ts'
import type { Visitor } from '#lib/auth/schema.ts'
import { findPerson } from '#lib/auth/viewer.ts'
import { findVisitor, pageVisitor } from '#lib/auth/visitor.ts'
import { orNull } from '#lib/errors.ts'
import { countView, getSharedGallery } from '#lib/shares/data.ts'
import { visitorMay } from '#lib/shares/policy.ts'
import { sharedPageNumberSchema, sharePath } from '#lib/shares/schema.ts'

interface SharePageProps {
  params: Promise<{ share: string }>
  searchParams: Promise<{ page?: string | string[]; password?: string | string[] }>
}

/** Of this server, as whoever asked sees it. */
async function origin(): Promise<URL> {
  const head = await headers()
  const host = head.get('x-forwarded-host')
  return URL.parse(`${head.get('x-forwarded-proto') ?? 'http'}://${host}`) ?? appUrl()
}

export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const { share } = await params
  const visitor = await findVisitor(share)
  const gallery = visitor && (await orNull(getSharedGallery(visitor)))
  // A form on a page that sends no referrer says of itself that it comes from nowhere.
  if (!gallery) return { title: 'A shared gallery', referrer: 'same-origin' }
  const { title, team, note } = gallery
  const card = { url: `${sharePath(share)}/card`, width: 1200, height: 630, alt: '' }
  const images = visitorMay(visitor, 'card') && gallery.total > 0 ? [card] : []
  const description = note === '' ? `Shared by ${team}.` : note
  return {
    metadataBase: await origin(),
    title: { absolute: `${title} · ${team}` },
    description,
    referrer: 'no-referrer',
    openGraph: { type: 'website', title, description, siteName: team, images },
    twitter: { card: 'summary_large_image', images },
  }
}

async function count(visitor: Visitor): Promise<void> {
  const head = await headers()
  const person = await findPerson()
  const opening = {
    personId: person?.userId ?? null,
    method: head.get('x-request-method') ?? '',
    userAgent: head.get('user-agent') ?? '',
    isAhead: ['rsc', 'purpose', 'sec-purpose', 'next-router-prefetch'].some((name) => head.has(name)),
  }
  after(() => countView(visitor, opening))
}

export default async function SharePage({ params, searchParams }: SharePageProps) {
  const { share } = await params
  const { page, password } = await searchParams
  const visitor = await pageVisitor(share)
  if (visitor === 'throttled') return <ShareThrottled />
  if (visitor === 'locked') return <SharePassword token={share} isWrong={password === 'wrong'} />
  const gallery = await orNull(getSharedGallery(visitor, sharedPageNumberSchema.parse(page)))
  if (!gallery) notFound()
  await count(visitor)
  return <SharedGalleryPage token={share} gallery={gallery} />
}
