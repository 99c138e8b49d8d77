'use client'

import { useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { signOutHere } from '#lib/auth/actions.ts'

export function SignOutButton() {
  const [isBusy, startTransition] = useTransition()
  return (
    <Button isBusy={isBusy} onClick={() => startTransition(async () => void (await signOutHere()))}>
      Sign out
    </Button>
  )
}
