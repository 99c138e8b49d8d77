'use client'

import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { leave } from '#lib/teams/actions.ts'

/** Leaves the team, once one has said so. */
export function LeaveTeam({ team, name }: { team: string; name: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function go(): Promise<void> {
    setProblem((await failureOf(() => leave({ team })))?.message ?? null)
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <Button onClick={() => setIsAsking(true)}>Leave {name}</Button>
      {problem !== null && (
        <Notice kind="danger" isAlert>
          {problem}
        </Notice>
      )}
      <Confirm
        title={`Leave ${name}?`}
        action="Leave"
        keep="Stay"
        isOpen={isAsking}
        isDanger
        onClose={() => setIsAsking(false)}
        onConfirm={() => void go()}
      >
        You see nothing of it any more, at once and everywhere. What waits in the queue is cancelled, and your
        tokens end. What you keep for yourself is here again if you are invited back.
      </Confirm>
    </div>
  )
}
