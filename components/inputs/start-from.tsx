'use client'

import { Maximize2, Shapes } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { MenuItem } from '#components/ui/menu.tsx'
import type { Generation } from '#lib/generations/schema.ts'
import type { ImageDetail } from '#lib/images/schema.ts'
import type { Way } from './use-start-from.ts'
import { useStartFrom } from './use-start-from.ts'

const ways: readonly { way: Way; label: string; icon: typeof Shapes }[] = [
  { way: 'image-edit', label: 'Vary', icon: Shapes },
  { way: 'upscale', label: 'Upscale', icon: Maximize2 },
]

interface StartFromItemsProps {
  team: string
  generation: Generation
  /** There are several pictures, and somebody is to say which. */
  onSeveral: (way: Way) => void
}

/** Of a generation's pictures. */
export function StartFromItems({ team, generation, onSeveral }: StartFromItemsProps) {
  const { can, start } = useStartFrom(team)
  const { images, template, prompt } = generation
  const [image] = images
  if (!image) return null
  return ways
    .filter(({ way }) => can(way))
    .map(({ way, label, icon: Icon }) => (
      <MenuItem
        key={way}
        icon={<Icon size={16} />}
        onSelect={() => (images.length > 1 ? onSeveral(way) : start(way, image, template ?? prompt))}
      >
        {label}
      </MenuItem>
    ))
}

/** The same for the picture that is looked at. */
export function StartFromButtons({ team, detail }: { team: string; detail: ImageDetail }) {
  const { can, start } = useStartFrom(team)
  const able = ways.filter(({ way }) => can(way))
  if (able.length === 0 || detail.trashedAt !== null) return null
  return (
    <div className="flex gap-2">
      {able.map(({ way, label, icon: Icon }) => (
        <Button key={way} className="flex-1" onClick={() => start(way, detail, detail.prompt)}>
          <Icon size={15} aria-hidden="true" />
          {label}
        </Button>
      ))}
    </div>
  )
}
