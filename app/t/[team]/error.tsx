'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function TeamErrorPage({ reset }: { reset: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={<TriangleAlert size={20} />}
        title="This page cannot be shown"
        action={<Button onClick={reset}>Try again</Button>}
      >
        It was logged. Nothing that was paid for is lost: what is under way goes on.
      </EmptyState>
    </main>
  )
}
