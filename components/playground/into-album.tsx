'use client'

import { FolderInput } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import type { Draft } from './draft.ts'

/** Loaded when it is first opened. */
const IntoAlbumDialog = dynamic(
  async () => (await import('#components/albums/into-album-dialog.tsx')).IntoAlbumDialog,
)

interface IntoAlbumProps {
  team: string
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

/** The album that the pictures come into when they are there: "Into: Spring campaign". */
export function IntoAlbum({ team, draft: { album = null }, change }: IntoAlbumProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={album ? `Into: ${album.name}` : 'Into an album'}
        data-tip="top"
        className={cn(
          buttonClass('quiet'),
          album ? 'max-w-44 px-2 text-accent' : 'tip relative w-8 px-0 max-md:w-11 max-md:px-0',
        )}
        onClick={() => setIsOpen(true)}
      >
        <FolderInput size={17} aria-hidden="true" />
        {album && <span className="min-w-0 truncate">Into: {album.name}</span>}
      </button>
      {isOpen && (
        <IntoAlbumDialog
          team={team}
          album={album}
          onChoose={(next) => change({ album: next })}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}
