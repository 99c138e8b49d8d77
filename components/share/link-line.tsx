'use client'

import { Copy, KeyRound, Pencil, Unlink } from 'lucide-react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { toast } from '#components/ui/toast.tsx'
import { formatDay, plural } from '#lib/format.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { Share } from '#lib/shares/schema/share.ts'
import { fullAddress } from './link-made.tsx'

interface LinkLineProps {
  team: string
  share: Share
  onEdit: () => void
  onRevoke: () => void
}

function stateOf({ state, expiresAt }: Share): string {
  if (state === 'revoked') return 'Revoked'
  if (expiresAt === null) return 'Never ends'
  return `${state === 'expired' ? 'Ended' : 'Ends'} on ${formatDay(expiresAt)}`
}

async function copy({ path, title }: Share): Promise<void> {
  if (path === null) return
  const isDone = await copyText(fullAddress(path))
  toast(
    isDone
      ? `Address of “${title}” copied.`
      : 'The browser does not let this page copy. Open the link instead.',
  )
}

/** One link among one's own. */
export function LinkLine({ team, share, onEdit, onRevoke }: LinkLineProps) {
  const { title, cover, held, shown, views, hasPassword, path, state } = share
  const images = shown === held ? plural(held, 'image') : `${shown} of ${plural(held, 'image')}`
  return (
    <li className="flex min-h-16 items-center gap-3 px-4 py-2 max-md:flex-wrap">
      {cover === null ? (
        <span className="size-12 shrink-0 rounded-picture bg-sunk" />
      ) : (
        <img
          src={imageUrl(team, cover, '256')}
          alt=""
          className="size-12 shrink-0 rounded-picture bg-sunk object-cover"
        />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 truncate font-medium">
          {title}
          {hasPassword && (
            <KeyRound size={14} role="img" aria-label="Asks for a password" className="text-ink-2" />
          )}
        </p>
        <p className="truncate text-hint text-ink-3">
          {images} · {plural(views, 'view')} · {stateOf(share)}
        </p>
      </div>
      <div className="flex gap-1 max-md:w-full max-md:justify-end">
        {path !== null && (
          <Button aria-label={`Copy the address of ${title}`} onClick={() => void copy(share)}>
            <Copy size={16} aria-hidden="true" />
            Copy
          </Button>
        )}
        {state !== 'revoked' && (
          <>
            <IconButton label={`Edit ${title}`} tip="left" icon={<Pencil size={17} />} onClick={onEdit} />
            <IconButton label={`Revoke ${title}`} tip="left" icon={<Unlink size={17} />} onClick={onRevoke} />
          </>
        )}
      </div>
    </li>
  )
}
