'use client'

import { Columns2, Info, Lock, LockOpen, Star, Trash2, X } from 'lucide-react'
import { DownloadButton } from '#components/files/download-button.tsx'
import { ShareButton } from '#components/share/share-button.tsx'
import { IconButton } from '#components/ui/button.tsx'
import type { ImageDetail } from '#lib/images/schema.ts'
import { LightboxAlbum } from './lightbox-album.tsx'
import { LightboxExample } from './lightbox-example.tsx'
import { LightboxTrash } from './lightbox-trash.tsx'
import { ReuseButton } from './reuse-button.tsx'
import type { GalleryCommands } from './use-gallery-commands.ts'

interface LightboxBarProps {
  team: string
  detail: ImageDetail | undefined
  place: string
  commands: GalleryCommands
  hasFacts: boolean
  onFacts: () => void
  onRemove: () => void
  onCompare: () => void
  onClose: () => void
}

type ActionsProps = Pick<LightboxBarProps, 'team' | 'commands' | 'onRemove' | 'onCompare'> & {
  detail: ImageDetail
}

function Actions({ team, detail, commands, onRemove, onCompare }: ActionsProps) {
  const { id, can, canMark, isFavourite, visibility } = detail
  const isPrivate = visibility === 'private'
  return (
    <>
      <IconButton
        label="Favourite"
        aria-pressed={isFavourite}
        icon={<Star size={18} className={isFavourite ? 'fill-current text-accent' : ''} />}
        onClick={() => void commands.favourite(detail)}
      />
      {canMark && <LightboxAlbum team={team} id={id} place="bar" />}
      {canMark && <LightboxExample team={team} id={id} place="bar" />}
      {can.setVisibility && (
        <IconButton
          label={isPrivate ? 'Show to the team' : 'Make private'}
          icon={isPrivate ? <Lock size={18} className="text-accent" /> : <LockOpen size={18} />}
          onClick={() => void commands.setVisibility(detail, isPrivate ? 'team' : 'private')}
        />
      )}
      <DownloadButton team={team} imageId={id} />
      <ShareButton team={team} source={{ kind: 'selection', selection: { images: [id] } }} count={1} />
      <IconButton
        label="Compare"
        className="max-sm:hidden"
        icon={<Columns2 size={18} />}
        onClick={onCompare}
      />
      {can.remove && <IconButton label="Delete" icon={<Trash2 size={18} />} onClick={onRemove} />}
    </>
  )
}

/** What can be done with the image that is looked at. */
export function LightboxBar(props: LightboxBarProps) {
  const { team, detail, place, commands, hasFacts, onFacts, onClose } = props
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 max-md:h-14 max-sm:gap-0 max-sm:px-1">
      <IconButton label="Close" tip="right" icon={<X size={19} />} onClick={onClose} />
      <span className="mr-auto px-1 text-small text-ink-2 max-sm:hidden">{place}</span>
      <span className="mr-auto sm:hidden" />
      {detail && detail.trashedAt === null && (
        <>
          <Actions {...props} detail={detail} />
          <ReuseButton team={team} recipe={detail.input} className="ml-1 max-md:px-3" />
        </>
      )}
      {detail && detail.trashedAt !== null && (
        <LightboxTrash {...{ team, detail, commands, onClose }} trashedAt={detail.trashedAt} />
      )}
      <IconButton
        label="Information"
        tip="left"
        className="max-md:hidden"
        aria-pressed={hasFacts}
        icon={<Info size={18} />}
        onClick={onFacts}
      />
    </div>
  )
}
