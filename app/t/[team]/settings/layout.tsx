import type { ReactNode } from 'react'
import { SettingsNav } from '#components/settings/settings-nav.tsx'
import { placesFor } from '#components/settings/places.ts'
import { pageViewer } from '#lib/auth/viewer.ts'

interface SettingsLayoutProps {
  params: Promise<{ team: string }>
  children: ReactNode
}

export default async function SettingsLayout({ params, children }: SettingsLayoutProps) {
  const { team } = await params
  const viewer = await pageViewer(team)
  return (
    <div className="flex min-h-0 min-w-0 flex-1 max-md:flex-col">
      <SettingsNav team={team} places={placesFor(viewer)} />
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-220 px-7 py-2 max-md:px-4">{children}</div>
      </main>
    </div>
  )
}
