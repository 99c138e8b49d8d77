import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'

export interface FrontColumnProps {
  title: string
  lead?: string
  children?: ReactNode
}

/** What there is to do on a page outside a team. */
export function FrontColumn({ title, lead, children }: FrontColumnProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-98 flex-col px-6 py-8">
      <p className="flex items-center gap-2.5 font-semibold tracking-[-0.01em]">
        <Logo />
        Atelier
      </p>
      <div className="my-auto py-10">
        <h1 className="text-display">{title}</h1>
        {lead && <p className="mt-2 text-ink-2">{lead}</p>}
        {children && <div className="mt-8">{children}</div>}
      </div>
    </main>
  )
}
