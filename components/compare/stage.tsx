'use client'

import type { ImageDetail } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { CompareMode } from './compare.tsx'

interface StageProps {
  team: string
  images: [ImageDetail, ImageDetail]
  mode: CompareMode
  /** From 0 to 100: where the divider stands, or how much of the second shows. */
  part: number
  transform: string
}

interface LayerProps {
  team: string
  image: ImageDetail
  transform: string
  className?: string
  style?: React.CSSProperties
}

function Layer({ team, image, transform, className = '', style }: LayerProps) {
  return (
    <div className={`absolute inset-0 overflow-hidden ${className}`} style={style}>
      <img
        src={imageUrl(team, image.id, 'original')}
        alt={image.prompt ?? 'Image'}
        draggable={false}
        className="size-full object-contain select-none"
        style={{ transform }}
      />
    </div>
  )
}

const names = ['A', 'B'] as const

function Mark({ name, side }: { name: string; side: 'left' | 'right' }) {
  return (
    <span
      aria-hidden="true"
      className={`absolute top-3 ${side === 'left' ? 'left-3' : 'right-3'} rounded-[6px] bg-button px-2 text-hint font-medium text-button-ink`}
    >
      {name}
    </span>
  )
}

/** Two pictures over or beside one another, under one zoom. */
export function Stage({ team, images: [a, b], mode, part, transform }: StageProps) {
  if (mode === 'side') {
    return (
      <div className="grid size-full grid-cols-2 gap-2 max-md:grid-cols-1">
        {[a, b].map((image, index) => (
          <div key={index} className="relative overflow-hidden rounded-picture bg-sunk">
            <Layer team={team} image={image} transform={transform} />
            <Mark name={names[index] ?? ''} side="left" />
          </div>
        ))}
      </div>
    )
  }
  const over = {
    slider: { clipPath: `inset(0 0 0 ${part}%)` },
    fade: { opacity: part / 100 },
    difference: { mixBlendMode: 'difference' as const },
  }[mode]
  return (
    <div className="relative isolate size-full overflow-hidden rounded-picture bg-sunk">
      <Layer team={team} image={a} transform={transform} />
      <Layer team={team} image={b} transform={transform} style={over} />
      {mode === 'slider' && (
        <span
          aria-hidden="true"
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-float"
          style={{ left: `${part}%` }}
        />
      )}
      <Mark name="A" side="left" />
      <Mark name="B" side="right" />
    </div>
  )
}
