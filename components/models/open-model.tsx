'use client'

import { Sparkle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { draftOf, findDraft } from '#components/playground/draft.ts'
import { putDraft } from '#components/reuse/put-draft.ts'
import { Button } from '#components/ui/button.tsx'

interface OpenModelProps {
  team: string
  model: { id: string; name: string }
  look?: 'primary' | 'outline'
}

/** Opens the playground with a model: what is written there stays. */
export function OpenModel({ team, model: { id, name }, look = 'primary' }: OpenModelProps) {
  const router = useRouter()
  function open(): void {
    const before = findDraft(team)
    const empty = draftOf({ prompt: '', modelId: id, provider: null, parameters: {}, n: 1 })
    putDraft(team, { ...(before ?? empty), modelId: id, provider: null }, `${name} is chosen.`)
    router.push(`/t/${team}/playground`)
  }
  return (
    <Button look={look} size={look === 'primary' ? 'large' : 'small'} onClick={open}>
      <Sparkle size={15} aria-hidden="true" />
      Open in playground
    </Button>
  )
}
