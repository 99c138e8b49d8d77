'use client'

import { useMutation } from '@tanstack/react-query'
import { WandSparkles } from 'lucide-react'
import dynamic from 'next/dynamic'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatMoney } from '#lib/format.ts'
import { improvePromptMutation } from '#lib/improvements/queries.ts'

const Difference = dynamic(async () => (await import('./difference.tsx')).Difference)

interface ImproveProps {
  team: string
  prompt: string
  onAccept: (prompt: string) => void
}

/** Asks for a better prompt, and shows what would change; nothing is overwritten unless it is accepted. */
export function Improve({ team, prompt, onAccept }: ImproveProps) {
  const { mutate, data, isPending, reset } = useMutation({
    ...improvePromptMutation(team),
    onError: (error) => toast(error.message),
  })
  const cost = data?.costMicros ? ` It cost ${formatMoney(data.costMicros)}.` : ''
  return (
    <>
      <Button look="quiet" disabled={isPending || prompt.trim() === ''} onClick={() => mutate(prompt)}>
        <WandSparkles size={16} aria-hidden="true" />
        <span className="max-md:sr-only">{isPending ? 'Asking …' : 'Improve'}</span>
      </Button>
      <Dialog
        title="A better prompt"
        isOpen={data !== undefined}
        onClose={reset}
        actions={
          <>
            <Button onClick={reset}>Keep mine</Button>
            <Button
              look="primary"
              onClick={() => {
                reset()
                if (!data) return
                onAccept(data.prompt)
                toast('The prompt was replaced.', { label: 'Undo', run: () => onAccept(prompt) })
              }}
            >
              Use it
            </Button>
          </>
        }
      >
        {data && <Difference from={prompt} to={data.prompt} />}
        {cost && <p className="mt-3 text-hint">{cost}</p>}
      </Dialog>
    </>
  )
}
