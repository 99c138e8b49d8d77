'use client'

import { Trash2, Undo2 } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Slider } from '#components/ui/slider.tsx'
import type { Brush } from './use-mask.ts'

interface MaskToolsProps {
  brush: Brush
  setBrush: (brush: Brush) => void
  isBlank: boolean
  canUndo: boolean
  undo: () => void
  clear: () => void
}

/** What a mask is painted with. */
export function MaskTools({ brush, setBrush, isBlank, canUndo, undo, clear }: MaskToolsProps) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Segments
        label="Tool"
        className="w-40"
        options={[
          { value: 'paint', label: 'Paint' },
          { value: 'erase', label: 'Erase' },
        ]}
        value={brush.isErasing ? 'erase' : 'paint'}
        onChange={(tool) => setBrush({ ...brush, isErasing: tool === 'erase' })}
      />
      <div className="flex min-w-40 flex-1 items-center gap-2 text-small text-ink-2 max-md:order-last max-md:basis-full">
        <label htmlFor={id}>Brush</label>
        <Slider
          id={id}
          min={1}
          max={40}
          value={brush.size}
          aria-valuetext={`${brush.size} percent of the picture`}
          onChange={(size) => setBrush({ ...brush, size })}
        />
      </div>
      <IconButton label="Undo" tip="top" icon={<Undo2 size={17} />} disabled={!canUndo} onClick={undo} />
      <IconButton label="Clear" tip="top" icon={<Trash2 size={17} />} disabled={isBlank} onClick={clear} />
    </div>
  )
}
