import type { Metadata } from 'next'
import { Bills } from '#components/usage/bills.tsx'
import { UsagePage } from '#components/usage/usage-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { getReconciliation } from '#lib/bills/data.ts'
import { billPolicy } from '#lib/bills/policy.ts'
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
  const [usage, bills] = await Promise.all([
    getUsage(viewer, asked),
    billPolicy.manage(viewer) ? getReconciliation(viewer) : null,
  ])
  return (
    <UsagePage team={viewer.teamSlug} asked={asked} usage={usage}>
      {bills && <Bills team={viewer.teamSlug} timeZone={usage.timeZone} bills={bills} />}
    </UsagePage>
  )
}
