import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

const kinds = {
  info: { icon: Info, colour: 'text-ink-2' },
  ok: { icon: CircleCheck, colour: 'text-ok' },
  warn: { icon: TriangleAlert, colour: 'text-warn' },
  danger: { icon: CircleAlert, colour: 'text-danger' },
} as const

interface NoticeProps {
  kind?: keyof typeof kinds
  /** Interrupts a screen reader: for what went wrong just now. */
  isAlert?: boolean
  className?: string
  children: ReactNode
}

/** Something to know, with a sign and in words: never by colour alone. */
export function Notice({ kind = 'info', isAlert = false, className, children }: NoticeProps) {
  const { icon: Icon, colour } = kinds[kind]
  return (
    <div
      {...(isAlert ? { role: 'alert' } : {})}
      className={cn('flex items-start gap-2 text-small', className)}
    >
      <Icon size={16} aria-hidden="true" className={cn('mt-px', colour)} />
      <div className={kind === 'danger' ? 'text-danger' : 'text-ink'}>{children}</div>
    </div>
  )
}
