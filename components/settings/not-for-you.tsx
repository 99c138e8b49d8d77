import { Lock } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** A page that one's role does not open. */
export function NotForYou({ what, least = 'admins' }: { what: string; least?: string }) {
  return (
    <EmptyState icon={<Lock size={20} />} title={`The ${what} are for ${least}`}>
      Your role does not open this page. Ask an admin of the team.
    </EmptyState>
  )
}
