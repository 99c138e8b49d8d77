'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const DeleteTeamDialog = dynamic(() =>
  import('./delete-team-dialog.tsx').then((module) => module.DeleteTeamDialog),
)

/** Opens the question whether the team is to be deleted. */
export function DeleteTeam({ team, name }: { team: string; name: string }) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button onClick={() => setIsAsking(true)} className="text-danger">
        Delete this team
      </Button>
      {isAsking && <DeleteTeamDialog team={team} name={name} onClose={() => setIsAsking(false)} />}
    </>
  )
}
