import type { ComponentProps, ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

const looks = {
  primary: 'bg-button text-button-ink hover:opacity-90',
  outline: 'border border-line bg-surface hover:bg-sunk',
  quiet: 'text-ink-2 hover:bg-sunk hover:text-ink',
  danger: 'bg-danger text-on-colour hover:opacity-90',
} as const

const sizes = {
  small: 'h-8 px-3 text-small max-md:h-11 max-md:px-4',
  large: 'h-9 px-4 max-md:h-11',
  /** A square with an icon. */
  icon: 'size-8 max-md:size-11',
} as const

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  /** Its work is under way: it does nothing now, and keeps the focus, which a disabled one would lose. */
  isBusy?: boolean
}

export function buttonClass(
  look: keyof typeof looks = 'outline',
  size: keyof typeof sizes = 'small',
  className?: string,
): string {
  return cn(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-[background-color,color,opacity] forced-colors:border forced-colors:aria-pressed:border-[Highlight]',
    'disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50',
    look === 'quiet' && 'font-normal',
    looks[look],
    sizes[size],
    className,
  )
}

export function Button({ look, size, className, type = 'button', isBusy = false, ...props }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(look, size, className)}
      {...props}
      {...(isBusy ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() } : {})}
    />
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'children' | 'size'> {
  /** What it does: read to those who listen, shown to those who point at it. */
  label: string
  icon: ReactNode
  tip?: 'top' | 'right' | 'bottom' | 'left'
}

export function IconButton({
  label,
  icon,
  tip = 'bottom',
  look = 'quiet',
  className,
  ...props
}: IconButtonProps) {
  return (
    <Button
      look={look}
      size="icon"
      aria-label={label}
      data-tip={tip}
      className={cn('tip relative', className)}
      {...props}
    >
      {icon}
    </Button>
  )
}
