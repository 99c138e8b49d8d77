'use client'

import { useSyncExternalStore } from 'react'

const key = 'atelier.tell'
const listeners = new Set<() => void>()

function isWanted(): boolean {
  try {
    return localStorage.getItem(key) === 'on'
  } catch {
    return false
  }
}

/** What the browser says: `unsupported` also where the page is not secure, and it would not ask. */
function permission(): NotificationPermission | 'unsupported' {
  return window.isSecureContext && 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Whether this browser may and shall tell of what ends while nobody looks. */
export const isTold = () => isWanted() && permission() === 'granted'

function keep(isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(key, 'on')
    else localStorage.removeItem(key)
  } catch {
    // A forbidden storage: nothing is remembered, and nothing is told.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

export type Telling = 'on' | 'off' | 'blocked' | 'unsupported'

function current(): Telling {
  const allowed = permission()
  if (allowed === 'unsupported') return 'unsupported'
  if (allowed === 'denied') return 'blocked'
  return isTold() ? 'on' : 'off'
}

/** Whether it tells, and how to change that: the browser asks for permission then, and at no other time. */
export function useTelling(): [Telling, (isOn: boolean) => Promise<void>] {
  const telling = useSyncExternalStore(subscribe, current, () => 'off' as const)
  async function change(isOn: boolean): Promise<void> {
    if (isOn && permission() === 'default') await Notification.requestPermission()
    keep(isOn && permission() === 'granted')
  }
  return [telling, change]
}
