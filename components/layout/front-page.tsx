import type { ReactNode } from 'react'

/** The frame of the pages before one is signed in. */
export function FrontPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-90 flex-col justify-center px-4 py-12">
      <h1 className="text-[26px] leading-8 font-semibold tracking-[-0.02em]">{title}</h1>
      {lead && <p className="mt-2 text-ink-2">{lead}</p>}
      <div className="mt-8">{children}</div>
    </main>
  )
}
