import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

const box =
  'w-full rounded-control border border-line bg-surface px-3 text-ink transition-colors placeholder:text-ink-3 hover:border-edge max-md:text-touch aria-invalid:border-danger disabled:opacity-60'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(box, 'h-8 max-md:h-11', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(box, 'field-sizing-content py-1.5', className)} {...props} />
}

/** The browser's own list of choices: it is the best one on a phone, and types ahead everywhere. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select className={cn(box, 'h-8 appearance-none pr-8 max-md:h-11', className)} {...props} />
      <ChevronsUpDown
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-2"
      />
    </span>
  )
}
