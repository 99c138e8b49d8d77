import type { Metadata } from 'next'
import { AccountSettings } from '#components/account/account-settings.tsx'
import { getAccount, listSessions } from '#lib/account/data.ts'
import { pageViewer, requirePerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: { params: Promise<{ team: string }> }) {
  await pageViewer((await params).team)
  const person = await requirePerson()
  const [account, sessions] = await Promise.all([getAccount(person), listSessions(person)])
  return <AccountSettings account={account} sessions={sessions} />
}
