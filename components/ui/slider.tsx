import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

declare module 'react' {
  interface CSSProperties {
    /** Of a slider: how far it is filled. */
    '--part'?: string
  }
}

interface SliderProps extends Omit<ComponentProps<'input'>, 'type' | 'min' | 'max' | 'value' | 'onChange'> {
  min: number
  max: number
  value: number
  onChange: (value: number) => void
}

/** A number between two near ends, dragged or stepped with the arrows. */
export function Slider({ min, max, value, onChange, className, style, ...props }: SliderProps) {
  const part = max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0
  return (
    <input
      type="range"
      min={min}
      max={max}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      style={{ ...style, '--part': `${part * 100}%` }}
      className={cn(
        'slider h-5 w-full min-w-0 cursor-pointer appearance-none bg-transparent max-md:h-11',
        className,
      )}
      {...props}
    />
  )
}
