import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { Gallery } from '#components/gallery/gallery.tsx'
import { guessWallWidth, wallWidthCookie } from '#components/gallery/wall-width.ts'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listGalleryImages } from '#lib/images/data.ts'
import { galleryScopeSchema } from '#lib/images/schema.ts'
import { getTeam } from '#lib/teams/data.ts'

export const metadata: Metadata = { title: 'Gallery' }

interface GalleryPageProps {
  params: Promise<{ team: string }>
  searchParams: Promise<{ show?: string | string[] }>
}

export default async function GalleryPage({ params, searchParams }: GalleryPageProps) {
  const viewer = await pageViewer((await params).team)
  const scope = galleryScopeSchema.catch('mine').parse((await searchParams).show)
  const [page, { timeZone }, cookie, head] = await Promise.all([
    listGalleryImages(viewer, { scope }),
    getTeam(viewer),
    cookies(),
    headers(),
  ])
  return (
    <Gallery
      team={viewer.teamSlug}
      timeZone={timeZone}
      scope={scope}
      page={page}
      width={guessWallWidth(cookie.get(wallWidthCookie)?.value, head.get('user-agent') ?? '')}
    />
  )
}
