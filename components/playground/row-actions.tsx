'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { stopGeneration, tryAgain } from '#lib/generations/actions.ts'
import { failureOf } from './action-failure.ts'
import type { RowProps } from './generation-row.tsx'

/** What can be done with a generation now. */
export function RowActions({ team, generation, onReuse }: RowProps) {
  const { id, status, can, attempts } = generation
  const [problem, setProblem] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)

  async function run(action: Parameters<typeof failureOf>[0]): Promise<void> {
    setProblem(null)
    setProblem((await failureOf(action))?.message ?? null)
  }

  const cancel = () => void run(() => stopGeneration({ team, id }))
  return (
    <span className="ml-auto flex items-center gap-1">
      {problem && (
        <span role="alert" className="text-danger">
          {problem}
        </span>
      )}
      {can.cancel && !generation.isStopped && (
        <Button look="quiet" onClick={status === 'running' ? () => setIsAsking(true) : cancel}>
          Cancel
        </Button>
      )}
      {can.retry && (
        <Button
          look="quiet"
          onClick={() => void run(() => tryAgain({ team, id, afterAttempt: attempts.at(-1)?.number ?? 0 }))}
        >
          Retry
        </Button>
      )}
      <Button look="quiet" onClick={() => onReuse(generation)}>
        Reuse
      </Button>
      <Dialog
        title="Stop waiting"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        actions={
          <>
            <Button onClick={() => setIsAsking(false)}>Keep waiting</Button>
            <Button
              look="primary"
              onClick={() => {
                setIsAsking(false)
                cancel()
              }}
            >
              Stop waiting
            </Button>
          </>
        }
      >
        It was sent already, so it runs on and is charged. What comes is kept here, folded.
      </Dialog>
    </span>
  )
}
