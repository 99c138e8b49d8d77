'use client'

import { Brush, GalleryHorizontalEnd, ImagePlus, Upload } from 'lucide-react'
import { buttonClass } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/menu.tsx'

interface AddMenuProps {
  label: string
  onDevice: () => void
  onGallery: () => void
  onMask?: () => void
}

/** Where pictures come from. */
export function AddMenu({ label, onDevice, onGallery, onMask }: AddMenuProps) {
  return (
    <Menu
      label={label}
      opener={(opener) => (
        <button type="button" className={buttonClass('outline')} {...opener}>
          <ImagePlus size={16} aria-hidden="true" />
          {label}
        </button>
      )}
    >
      <MenuItem icon={<Upload size={16} />} onSelect={onDevice}>
        From this device
      </MenuItem>
      <MenuItem icon={<GalleryHorizontalEnd size={16} />} onSelect={onGallery}>
        From the gallery
      </MenuItem>
      {onMask && (
        <>
          <MenuLine />
          <MenuItem icon={<Brush size={16} />} onSelect={onMask}>
            Mask: change a part only
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
