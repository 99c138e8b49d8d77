'use client'

import { ShareButton } from '#components/share/share-button.tsx'
import { AlbumHeader } from './album-header.tsx'

/** Above an album's pictures: its name, what can be done with it, and the way to share it. */
export function AlbumAbove(props: { team: string; albumId: string; onLeave: () => void }) {
  const { team, albumId } = props
  return (
    <AlbumHeader {...props} share={<ShareButton team={team} source={{ kind: 'album', album: albumId }} />} />
  )
}
