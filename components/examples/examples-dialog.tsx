'use client'

import Link from 'next/link'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { ShelfProps } from './shelf.tsx'
import { Shelf } from './shelf.tsx'

/** Examples to choose from while one writes. */
export function ExamplesDialog({ onClose, onReuse, ...props }: ShelfProps & { onClose: () => void }) {
  return (
    <Dialog
      title="Examples"
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Link href={`/t/${props.team}/library?show=examples`} className={buttonClass()} onClick={onClose}>
            All examples
          </Link>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <Shelf
        {...props}
        className="text-ink"
        onReuse={(recipe) => {
          onClose()
          onReuse(recipe)
        }}
      />
    </Dialog>
  )
}
