'use client'

import { Star, ThumbsDown, Trash2 } from 'lucide-react'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { RareParts } from '#components/ui/rare-parts.tsx'
import { Segments } from '#components/ui/segments.tsx'
import type { GalleryShow } from './use-show.ts'

const daily = [
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'Team' },
  { value: 'albums', label: 'Albums' },
] as const

const rare = [
  { value: 'favourites', label: 'Favourites', icon: Star },
  { value: 'rejected', label: 'Rejected', icon: ThumbsDown },
  { value: 'trash', label: 'Trash', icon: Trash2 },
] as const

interface GalleryPartsProps {
  show: GalleryShow
  onShow: (show: GalleryShow) => void
}

/** Which part of the gallery is shown: what is daily as segments, what is rare in a menu beside them. */
export function GalleryParts({ show, onShow }: GalleryPartsProps) {
  const current = rare.find(({ value }) => value === show)
  const isDaily = daily.find(({ value }) => value === show)
  return (
    <div className="flex shrink-0 gap-1 max-md:w-full">
      <Segments<GalleryShow>
        label="Which pictures"
        className="max-md:flex-1"
        segmentClassName="px-3 max-md:px-1"
        options={daily}
        value={isDaily?.value ?? null}
        onChange={onShow}
      />
      <Menu
        label="Other pictures"
        align="end"
        opener={(opener) => <RareParts label="Other pictures" current={current} opener={opener} />}
      >
        {rare.map(({ value, label, icon: Icon }) => (
          <MenuItem
            key={value}
            icon={<Icon size={16} aria-hidden="true" />}
            isChecked={value === show}
            onSelect={() => onShow(value)}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}
