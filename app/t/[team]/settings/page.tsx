import type { Metadata } from 'next'
import { AccountSettings } from '#components/account/account-settings.tsx'
import { TripEnd } from '#components/auth/trip-end.tsx'
import { getAccount, getWays, listSessions } from '#lib/account/data.ts'
import { homecomingSchema } from '#lib/auth/schema.ts'
import { pageViewer, requirePerson } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'Settings' }

interface SettingsPageProps {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[]>>
}

export default async function SettingsPage({ params, searchParams }: SettingsPageProps) {
  const { team } = await params
  await pageViewer(team)
  const person = await requirePerson()
  const [account, sessions, ways] = await Promise.all([
    getAccount(person),
    listSessions(person),
    getWays(person),
  ])
  const trip = <TripEnd {...homecomingSchema.parse(await searchParams)} providers={ways.providers} />
  return <AccountSettings account={account} sessions={sessions} ways={ways} team={team} trip={trip} />
}
