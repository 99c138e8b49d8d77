'use client'

import type { FieldIds } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

/** "12.50" as micro-dollars; null for nothing, NaN for what is no amount. */
export function microsOf(text: string): number | null {
  const plain = text.trim().replace(/^\$/, '').replaceAll(',', '')
  if (plain === '') return null
  return /^\d+(\.\d{0,6})?$/.test(plain) ? Math.round(Number(plain) * 1_000_000) : Number.NaN
}

/** Micro-dollars as they are typed: "12.50". */
export const textOf = (micros: number | null): string =>
  micros === null ? '' : (micros / 1_000_000).toFixed(2)

interface MoneyInputProps {
  ids: FieldIds
  value: string
  placeholder?: string
  onChange: (value: string) => void
}

/** An amount of dollars. */
export function MoneyInput({ ids, value, placeholder, onChange }: MoneyInputProps) {
  return (
    <span className="relative block">
      <span aria-hidden="true" className="absolute inset-y-0 left-3 flex items-center text-ink-3">
        $
      </span>
      <Input
        {...ids}
        inputMode="decimal"
        autoComplete="off"
        className="pl-7"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  )
}
