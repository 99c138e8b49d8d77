'use client'

import { X } from 'lucide-react'
import type { FocusEvent } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'

interface Toast {
  id: number
  message: string
  /** What can be done about it: "Undo" takes it back, and is what the keys for it do, too. */
  action?: { label: string; run: () => void }
  /** Pointed at, or focused: it does not go away meanwhile. */
  isHeld: boolean
}

/** Long enough to read it, and to change one's mind. */
const shownMs = 10_000
const mostAtOnce = 3

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id))
const hold = (id: number, isHeld: boolean) =>
  set(toasts.map((toast) => (toast.id === id ? { ...toast, isHeld } : toast)))

/** Says at the foot of the page what was done, and how to take it back: for 10 seconds, and as long as it is pointed at. */
export function toast(message: string, action?: Toast['action']): void {
  set([...toasts, { id: ++lastId, message, isHeld: false, ...(action ? { action } : {}) }].slice(-mostAtOnce))
}

const none: readonly Toast[] = []

const isUndo = ({ action }: Toast) => action?.label === 'Undo'

/** Takes back what was done last, where that is still offered. False when nothing is. */
export function undoLast(): boolean {
  const last = toasts.findLast(isUndo)
  if (!last) return false
  dismiss(last.id)
  last.action?.run()
  return true
}

/** Ctrl or ⌘ and Z takes back what was done last, but where somebody writes. */
function useUndoKey(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isAsked = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
      const isWriting = event.target instanceof Element && event.target.matches('input, textarea, select')
      if (isAsked && !isWriting && !event.defaultPrevented && undoLast()) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Where the focus was before it came to the toasts: it goes back there with the toast that has it. */
function useWayBack() {
  const before = useRef<EventTarget | null>(null)
  return {
    onFocus: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget
    },
    goBack: () => {
      const last = before.current
      const target = last instanceof HTMLElement && last.isConnected ? last : document.querySelector('main')
      target?.focus()
    },
  }
}

/** Where toasts appear. Once on a page, and once in a dialog that covers it. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  )
  useUndoKey()
  const { onFocus, goBack } = useWayBack()
  return (
    // Nothing to press: it only sees where the focus comes from.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Messages"
      aria-live="polite"
      onFocus={onFocus}
      className="pointer-events-none toasts z-40 flex flex-col items-center gap-2 px-4"
    >
      {shown.map((item) => (
        <ToastCard key={item.id} toast={item} onLeave={goBack} />
      ))}
    </section>
  )
}

function useCountdown(id: number, isHeld: boolean): void {
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => dismiss(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, isHeld])
}

function ToastCard({ toast, onLeave }: { toast: Toast; onLeave: () => void }) {
  const { id, message, action, isHeld } = toast
  useCountdown(id, isHeld)
  function leave(): void {
    onLeave()
    dismiss(id)
  }
  return (
    <div
      className="pointer-events-auto flex max-w-full animate-rise items-center gap-1 rounded-[10px] bg-button py-1 pr-1 pl-4 text-button-ink shadow-float forced-colors:border"
      onPointerEnter={() => hold(id, true)}
      onPointerLeave={() => hold(id, false)}
      onFocus={() => hold(id, true)}
      onBlur={() => hold(id, false)}
    >
      <span className="min-w-0 py-1.5 pr-2">{message}</span>
      {action && (
        <button
          type="button"
          className="touch-target h-8 rounded-control px-3 font-medium underline-offset-4 hover:underline focus-visible:outline-current"
          aria-keyshortcuts={isUndo(toast) ? 'Control+Z Meta+Z' : undefined}
          onClick={() => {
            leave()
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton
        label="Dismiss"
        tip="top"
        icon={<X size={16} />}
        className="text-current hover:bg-transparent hover:text-current focus-visible:outline-current"
        onClick={leave}
      />
    </div>
  )
}
