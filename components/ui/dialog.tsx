'use client'

import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  actions: ReactNode
}

function useModal(isOpen: boolean) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (isOpen && dialog && !dialog.open) dialog.showModal()
    if (!isOpen) dialog?.close()
  }, [isOpen])
  return ref
}

/** A question that must be answered first. The browser's own dialog: focus stays in it, Escape closes it. */
export function Dialog({ title, isOpen, onClose, children, actions }: DialogProps) {
  const ref = useModal(isOpen)
  const id = useId()
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby={id}
      className="m-auto w-105 max-w-[calc(100vw-32px)] rounded-panel border border-line bg-raised p-5 text-ink shadow-lg backdrop:bg-ink/40"
    >
      <h2 id={id} className="text-[16px] leading-6 font-semibold">
        {title}
      </h2>
      <div className="mt-2 text-ink-2">{children}</div>
      <div className="mt-5 flex justify-end gap-2">{actions}</div>
    </dialog>
  )
}
