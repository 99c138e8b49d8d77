'use client'

import { useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { leave } from './leave.ts'

export function SignOutButton() {
  const [isBusy, startTransition] = useTransition()
  return (
    <Button isBusy={isBusy} onClick={() => startTransition(leave)}>
      Sign out
    </Button>
  )
}
