'use client'

import { inputUrl } from '#lib/inputs/schema/address.ts'
import type { Input } from '#lib/inputs/schema/reference.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'

/** What a generation started from, small, beside its chips. */
export function RowInputs({ team, inputs }: { team: string; inputs: readonly Input[] }) {
  const images = inputs.filter(({ role }) => role === 'image')
  if (images.length === 0) return null
  const count = images.length === 1 ? 'a picture' : `${images.length} pictures`
  return (
    <span className="flex items-center gap-1 text-hint text-ink-3">
      <span>From {count}</span>
      {images.filter(isVisibleInput).map((input, index) => (
        <img
          key={index}
          src={inputUrl(team, input, '256')}
          alt=""
          loading="lazy"
          className="size-6 rounded-[4px] bg-sunk object-cover"
        />
      ))}
    </span>
  )
}
