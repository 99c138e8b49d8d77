import { Notice } from '#components/ui/notice.tsx'
import type { Problem, Provider, ProviderId } from '#lib/auth/schema.ts'
import { problemWords } from './problem-words.ts'

interface TripEndProps {
  problem?: Problem | undefined
  connected?: 'yes' | undefined
  with?: ProviderId | undefined
  providers: Provider[]
}

/** Says on the page that a round trip to a provider ended on what came of it. */
export function TripEnd({ problem, connected, with: id, providers }: TripEndProps) {
  const name = providers.find((provider) => provider.id === id)?.name ?? 'the other side'
  if (problem)
    return (
      <Notice kind="danger" isAlert className="mb-6">
        {problemWords[problem](name)}
      </Notice>
    )
  if (!connected) return null
  return (
    <Notice kind="ok" isAlert className="mb-6">
      {name} is connected. You can sign in with it from now on.
    </Notice>
  )
}
