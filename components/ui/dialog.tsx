'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import { cn } from '#lib/cn.ts'
import { IconButton } from './button.tsx'

function useModal(isOpen: boolean) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!isOpen || !dialog) return
    dialog.showModal()
    // Before it leaves the page, too: only a dialog that is closed gives the focus back.
    return () => dialog.close()
  }, [isOpen])
  return ref
}

interface ModalProps {
  /** Names it. */
  label: { 'aria-label': string } | { 'aria-labelledby': string }
  isOpen: boolean
  onClose: () => void
  className?: string
  children: ReactNode
}

/** The browser's own modal dialog: focus stays in it and goes back, Escape and a click beside it close it. */
export function Modal({ label, isOpen, onClose, className, children }: ModalProps) {
  const ref = useModal(isOpen)
  return (
    <dialog
      ref={ref}
      onClose={(event) => !event.currentTarget.open && onClose()}
      closedby="any"
      className={cn('m-auto max-h-none max-w-none p-0 text-ink backdrop:bg-shade', className)}
      {...label}
    >
      {isOpen && children}
    </dialog>
  )
}

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  actions: ReactNode
  /** For what is written or read in long lines. */
  isWide?: boolean
}

/** A question that must be answered first. */
export function Dialog({ title, isOpen, onClose, children, actions, isWide = false }: DialogProps) {
  const id = useId()
  return (
    <Modal
      label={{ 'aria-labelledby': id }}
      isOpen={isOpen}
      onClose={onClose}
      className={cn(
        'max-w-[calc(100vw-32px)] animate-rise rounded-panel border border-line bg-raised shadow-float',
        isWide ? 'w-170' : 'w-105',
      )}
    >
      <div className="p-5">
        <h2 id={id} className="text-touch font-semibold">
          {title}
        </h2>
        <div className="mt-1.5 text-ink-2">{children}</div>
        <div className="mt-5 flex flex-wrap justify-end gap-2">{actions}</div>
      </div>
    </Modal>
  )
}

interface SheetProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** What comes up from below on a phone. */
export function Sheet({ title, isOpen, onClose, children }: SheetProps) {
  const id = useId()
  return (
    <Modal
      label={{ 'aria-labelledby': id }}
      isOpen={isOpen}
      onClose={onClose}
      className="mx-auto mb-0 w-full max-w-160 animate-rise rounded-t-panel border-t border-line bg-surface"
    >
      <div className="flex max-h-[85dvh] flex-col">
        <div className="flex shrink-0 items-center justify-between border-b border-line py-1 pr-1 pl-4">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          <IconButton label="Close" tip="left" icon={<X size={18} />} onClick={onClose} />
        </div>
        <div className="min-h-0 overflow-y-auto p-4 pb-[max(16px,env(safe-area-inset-bottom))]">
          {children}
        </div>
      </div>
    </Modal>
  )
}
