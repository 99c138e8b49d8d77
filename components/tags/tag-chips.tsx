'use client'

import { X } from 'lucide-react'
import { useFocusHeir } from '#components/ui/use-focus-heir.ts'

interface TagChipsProps {
  names: readonly string[]
  /** None: they are only looked at. */
  onRemove?: ((name: string) => void) | undefined
}

function RemoveButton({ name, onRemove }: { name: string; onRemove: (name: string) => void }) {
  return (
    <button
      ref={useFocusHeir<HTMLButtonElement>()}
      type="button"
      aria-label={`Remove ${name}`}
      className="touch-target relative rounded-[4px] p-0.5 text-ink-3 hover:text-ink"
      onClick={() => onRemove(name)}
    >
      <X size={13} aria-hidden="true" />
    </button>
  )
}

/** Tags, each with a button to take it off. */
export function TagChips({ names, onRemove }: TagChipsProps) {
  if (names.length === 0) return null
  return (
    <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
      {names.map((name) => (
        <li
          key={name}
          className="flex max-w-full items-center gap-1 rounded-[6px] bg-tint py-0.5 pr-1 pl-2 text-small max-md:py-1.5"
        >
          <span className="min-w-0 truncate">{name}</span>
          {onRemove ? <RemoveButton name={name} onRemove={onRemove} /> : <span className="w-1" />}
        </li>
      ))}
    </ul>
  )
}
