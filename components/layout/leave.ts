'use client'

import { signOutHere } from '#lib/auth/actions.ts'

/**
 * Signs out, and takes along what this browser kept. The server asks the browser for that, too; one that speaks plain
 * http with a server elsewhere in the house does not listen.
 */
export async function leave(): Promise<void> {
  const kept = Object.keys(localStorage).filter((key) => key.startsWith('atelier.'))
  for (const key of kept) localStorage.removeItem(key)
  await signOutHere()
}
