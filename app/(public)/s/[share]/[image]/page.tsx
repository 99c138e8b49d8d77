import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ShareThrottled } from '#components/share/password-page.tsx'
import { SharedPicturePage } from '#components/share/shared-picture.tsx'
import { findVisitor, pageVisitor } from '#lib/auth/visitor.ts'
import { orNull } from '#lib/errors.ts'
import { getSharedPicture } from '#lib/shares/data.ts'
import { sharedNumberSchema, sharePath } from '#lib/shares/schema.ts'

interface PicturePageProps {
  params: Promise<{ share: string; image: string }>
}

export async function generateMetadata({ params }: PicturePageProps): Promise<Metadata> {
  const { share, image } = await params
  const visitor = await findVisitor(share)
  const number = sharedNumberSchema.safeParse(image).data
  const picture = visitor && number ? await orNull(getSharedPicture(visitor, number)) : null
  return { title: { absolute: picture?.title ?? 'A shared gallery' }, referrer: 'no-referrer' }
}

export default async function PicturePage({ params }: PicturePageProps) {
  const { share, image } = await params
  const visitor = await pageVisitor(share)
  if (visitor === 'throttled') return <ShareThrottled />
  if (visitor === 'locked') redirect(sharePath(share))
  const number = sharedNumberSchema.safeParse(image).data
  const picture = number === undefined ? null : await orNull(getSharedPicture(visitor, number))
  if (!picture) notFound()
  return <SharedPicturePage token={share} picture={picture} />
}
