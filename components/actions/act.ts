'use client'

import { toast } from '#components/ui/toast.tsx'
import { failureOf } from './failure.ts'

/** Runs an action, and says in a toast what went wrong. True when it was done. */
export async function act(action: Parameters<typeof failureOf>[0]): Promise<boolean> {
  const failure = await failureOf(action)
  if (failure) toast(failure.message)
  return failure === null
}
