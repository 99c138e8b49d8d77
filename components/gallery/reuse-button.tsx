'use client'

import { CornerUpLeft } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { keepDraft } from '#components/playground/draft.ts'
import { Button } from '#components/ui/button.tsx'
import type { ImageDetail } from '#lib/images/schema.ts'

/** Opens the playground with everything that made this image. */
export function ReuseButton({ team, detail }: { team: string; detail: ImageDetail }) {
  const router = useRouter()
  const { prompt, modelId, provider, parameters, n } = detail.input
  return (
    <Button
      className="ml-1 max-md:px-3"
      onClick={() => {
        keepDraft(team, { prompt: prompt ?? '', modelId, provider, values: { ...parameters, n } })
        router.push(`/t/${team}/playground`)
      }}
    >
      <CornerUpLeft size={16} aria-hidden="true" className="-scale-x-100" />
      Reuse
    </Button>
  )
}
