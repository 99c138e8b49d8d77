import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

const box =
  'w-full rounded-control border border-line bg-surface px-3 text-ink placeholder:text-ink-3 max-md:text-[16px] aria-invalid:border-danger'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(box, 'h-8 max-md:h-11', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(box, 'py-2', className)} {...props} />
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(box, 'h-8 max-md:h-11', className)} {...props} />
}
