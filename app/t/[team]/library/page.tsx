import type { Metadata } from 'next'
import { z } from 'zod'
import { Library } from '#components/library/library.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { defaultModelId } from '#lib/models/data.ts'
import { listFacets, listLibrary } from '#lib/prompts/data.ts'
import { libraryParts, librarySorts } from '#lib/prompts/schema.ts'

export const metadata: Metadata = { title: 'Library' }

interface LibraryPageProps {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What is searched the browser asks for, and says what is wrong with it. */
const addressSchema = z.object({
  show: z.enum(libraryParts).catch('all'),
  folder: z.uuid().optional().catch(undefined),
  tag: z.string().max(60).optional().catch(undefined),
  sort: z.enum(librarySorts).catch('changed'),
})

export default async function LibraryPage({ params, searchParams }: LibraryPageProps) {
  const viewer = await pageViewer((await params).team)
  const { show, folder, tag, sort } = addressSchema.parse(await searchParams)
  const query = {
    part: show,
    ...(folder === undefined ? {} : { folder }),
    ...(tag === undefined ? {} : { tag }),
    ...(sort === 'changed' ? {} : { sort }),
  }
  const [page, facets] = await Promise.all([listLibrary(viewer, query), listFacets(viewer)])
  return (
    <Library
      team={viewer.teamSlug}
      defaultModelId={defaultModelId(viewer)}
      first={{ query: JSON.stringify(query), page }}
      facets={facets}
    />
  )
}
