'use client'

import { Columns2 } from 'lucide-react'
import { useCompare } from '#components/compare/use-compare.ts'
import { StartFromButtons } from '#components/inputs/start-from.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ImageDetail } from '#lib/images/schema.ts'
import { LightboxAlbum } from './lightbox-album.tsx'
import { LightboxExample } from './lightbox-example.tsx'

/** What can be done with it, where the bar above has no room for it. */
export function LightboxBelow({ team, detail }: { team: string; detail: ImageDetail }) {
  const { pick } = useCompare()
  return (
    <>
      <StartFromButtons team={team} detail={detail} />
      {detail.trashedAt === null && (
        <Button className="sm:hidden" onClick={() => pick(detail.id)}>
          <Columns2 size={15} aria-hidden="true" />
          Compare
        </Button>
      )}
      {detail.canMark && (
        <div className="flex gap-2 *:flex-1 sm:hidden">
          <LightboxAlbum team={team} id={detail.id} place="below" />
          <LightboxExample team={team} id={detail.id} place="below" />
        </div>
      )}
    </>
  )
}
