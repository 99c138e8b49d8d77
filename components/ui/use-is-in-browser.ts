'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False in what the server draws, and while that comes alive; true from then on. */
export const useIsInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
