import type { Metadata } from 'next'
import { Budgets } from '#components/settings/budgets.tsx'
import { NotForYou } from '#components/settings/not-for-you.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listBudgets } from '#lib/budgets/data.ts'
import { budgetPolicy } from '#lib/budgets/policy.ts'

export const metadata: Metadata = { title: 'Budgets' }

export default async function BudgetsPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  if (!budgetPolicy.change(viewer)) return <NotForYou what="budgets" />
  return <Budgets team={viewer.teamSlug} budgets={await listBudgets(viewer)} />
}
