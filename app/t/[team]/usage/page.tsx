import type { Metadata } from 'next'
import { UsagePage } from '#components/usage/usage-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { getUsage } from '#lib/usage/data.ts'
import { usageAddressSchema } from '#lib/usage/schema.ts'

export const metadata: Metadata = { title: 'Usage' }

interface Props {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ params, searchParams }: Props) {
  const viewer = await pageViewer((await params).team)
  const asked = usageAddressSchema.parse(await searchParams)
  return <UsagePage team={viewer.teamSlug} asked={asked} usage={await getUsage(viewer, asked)} />
}
