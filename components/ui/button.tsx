import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

const looks = {
  primary: 'bg-button text-button-ink hover:opacity-90',
  outline: 'border border-line bg-surface hover:bg-sunk',
  quiet: 'text-ink-2 hover:bg-sunk hover:text-ink',
} as const

const sizes = { small: 'h-8 px-3', large: 'h-9 px-4' } as const

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  size?: keyof typeof sizes
}

export function Button({
  look = 'outline',
  size = 'small',
  className,
  type = 'button',
  ...props
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(
        'inline-flex items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-opacity duration-150 disabled:cursor-default disabled:opacity-50 max-md:min-h-11',
        looks[look],
        sizes[size],
        className,
      )}
      {...props}
    />
  )
}
