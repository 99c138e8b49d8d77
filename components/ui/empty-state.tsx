import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Nothing is here yet: one sentence that teaches, and one button. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-90 flex-col items-center px-4 py-16 text-center">
      <span className="flex size-11 items-center justify-center rounded-panel border border-line bg-surface text-ink-2">
        {icon}
      </span>
      <h2 className="mt-4 text-touch font-semibold">{title}</h2>
      {children && <p className="mt-1 text-ink-2">{children}</p>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
