import { SearchX } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function TeamNotFound() {
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <EmptyState icon={<SearchX size={20} />} title="There is nothing here">
        The address is wrong, or what it names is gone, or it is not yours to see.
      </EmptyState>
    </main>
  )
}
