'use client'

import { ArrowLeft, ArrowRight, Brush, ImageOff, X } from 'lucide-react'
import { useState } from 'react'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { inputUrl } from '#lib/inputs/schema/address.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { imagesOf } from './arrange.ts'

interface InputListProps {
  team: string
  inputs: readonly VisibleInput[]
  /** How many are on their way. */
  adding: number
  onMove: (id: string, step: -1 | 1) => void
  onRemove: (id: string) => void
  onMask?: () => void
}

/** The pictures in their order, each with what can be done with it. */
export function InputList({ team, inputs, adding, onMove, onRemove, onMask }: InputListProps) {
  if (inputs.length === 0 && adding === 0) return null
  const count = imagesOf(inputs).length
  return (
    <ul aria-label="Pictures to start from" aria-busy={adding > 0} className="flex flex-wrap gap-2">
      {inputs.map((input, index) => {
        const isMask = input.role === 'mask'
        return (
          <li key={`${input.role} ${input.id}`}>
            <Menu
              label={isMask ? 'Mask' : `Picture ${index + 1}`}
              opener={(opener) => (
                <button
                  type="button"
                  aria-label={isMask ? 'Mask' : `Picture ${index + 1} of ${count}`}
                  className="relative block size-14 overflow-hidden rounded-picture bg-sunk hover:opacity-85"
                  {...opener}
                >
                  <Thumbnail team={team} input={input} />
                  {isMask && (
                    <Brush
                      size={14}
                      aria-hidden="true"
                      className="absolute right-1 bottom-1 rounded-[3px] bg-raised p-px"
                    />
                  )}
                </button>
              )}
            >
              {!isMask && index > 0 && (
                <MenuItem icon={<ArrowLeft size={16} />} onSelect={() => onMove(input.id, -1)}>
                  Move earlier
                </MenuItem>
              )}
              {!isMask && index < count - 1 && (
                <MenuItem icon={<ArrowRight size={16} />} onSelect={() => onMove(input.id, 1)}>
                  Move later
                </MenuItem>
              )}
              {onMask && (isMask || index === 0) && (
                <MenuItem icon={<Brush size={16} />} onSelect={onMask}>
                  Paint the mask
                </MenuItem>
              )}
              <MenuItem icon={<X size={16} />} onSelect={() => onRemove(input.id)}>
                Remove
              </MenuItem>
            </Menu>
          </li>
        )
      })}
      {Array.from({ length: adding }, (_, index) => (
        <li key={index}>
          <Skeleton className="size-14" />
        </li>
      ))}
    </ul>
  )
}

function Thumbnail({ team, input }: { team: string; input: VisibleInput }) {
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) return <ImageOff size={18} aria-hidden="true" className="m-auto size-5 text-ink-3" />
  return (
    <img
      src={inputUrl(team, input, '256')}
      alt=""
      className="size-full object-cover"
      onError={() => setIsBroken(true)}
    />
  )
}
