'use client'

import { Album } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** The team's albums. */
export function Albums(_props: { team: string }) {
  return (
    <EmptyState icon={<Album size={20} />} title="No albums yet">
      What belongs together can be put together here.
    </EmptyState>
  )
}
