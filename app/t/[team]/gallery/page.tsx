import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { Gallery } from '#components/gallery/gallery.tsx'
import { guessWallWidth, wallWidthCookie } from '#components/gallery/wall-width.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listGalleryDays, listGalleryImages } from '#lib/images/data.ts'
import type { GalleryFilter } from '#lib/images/schema.ts'
import { galleryScopeSchema } from '#lib/images/schema.ts'
import { getTeam } from '#lib/teams/data.ts'

export const metadata: Metadata = { title: 'Gallery' }

interface GalleryPageProps {
  params: Promise<{ team: string }>
  searchParams: Promise<{ show?: string | string[]; album?: string | string[]; search?: string | string[] }>
}

const addressSchema = z.object({
  show: galleryScopeSchema.catch('mine'),
  album: z.uuid().nullable().catch(null),
  search: z.string().catch(''),
})

/** How the list begins that the address asks for. What is searched the browser asks for, and says what is wrong with it. */
async function firstOf(viewer: Viewer, filter: GalleryFilter) {
  const { scope, album } = filter
  const isCounted = album === null && (scope === 'mine' || scope === 'team')
  const [page, days] = await Promise.all([
    listGalleryImages(viewer, filter),
    isCounted ? listGalleryDays(viewer, scope) : null,
  ])
  return { filter, page, days }
}

export default async function GalleryPage({ params, searchParams }: GalleryPageProps) {
  const viewer = await pageViewer((await params).team)
  const { show, album } = addressSchema.parse(await searchParams)
  const [first, { timeZone }, cookie, head] = await Promise.all([
    firstOf(viewer, { scope: show, album, search: '' }),
    getTeam(viewer),
    cookies(),
    headers(),
  ])
  return (
    <Gallery
      team={viewer.teamSlug}
      timeZone={timeZone}
      first={first}
      width={guessWallWidth(cookie.get(wallWidthCookie)?.value, head.get('user-agent') ?? '')}
    />
  )
}
