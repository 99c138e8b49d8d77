'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { compareBill } from '#lib/bills/actions.ts'

/** Reads the API's log now. */
export function CompareButton({ team }: { team: string }) {
  const router = useRouter()
  const [isComparing, startComparing] = useTransition()
  const compare = () =>
    startComparing(async () => {
      const failure = await failureOf(() => compareBill({ team }))
      if (failure) toast(failure.message)
      router.refresh()
    })
  return (
    <Button disabled={isComparing} onClick={compare}>
      {isComparing ? 'Comparing …' : 'Compare now'}
    </Button>
  )
}
