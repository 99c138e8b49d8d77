import type { Metadata } from 'next'
import { Audit } from '#components/settings/audit.tsx'
import { NotForYou } from '#components/settings/not-for-you.tsx'
import { listAudit } from '#lib/audit/data.ts'
import { auditPolicy } from '#lib/audit/policy.ts'
import { auditAddressSchema } from '#lib/audit/schema.ts'
import { pageViewer } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Audit log' }

interface Props {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ params, searchParams }: Props) {
  const viewer = await pageViewer((await params).team)
  if (!auditPolicy.see(viewer)) return <NotForYou what="logs" />
  const { before, ...filter } = auditAddressSchema.parse(await searchParams)
  return <Audit team={viewer.teamSlug} filter={filter} page={await listAudit(viewer, filter, before)} />
}
