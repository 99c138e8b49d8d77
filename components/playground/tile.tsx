'use client'

import { formatBytes } from '#lib/format.ts'
import type { Image } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema.ts'
import { Elapsed } from './elapsed.tsx'

/** A picture in its final shape. */
export function Tile({ team, image, prompt }: { team: string; image: Image; prompt: string | null }) {
  const original = imageUrl(team, image.id, 'original')
  return (
    <a
      href={original}
      target="_blank"
      rel="noreferrer"
      className="block overflow-hidden rounded-picture bg-sunk"
      style={{ aspectRatio: `${image.width} / ${image.height}` }}
      title={`${image.width} × ${image.height}, ${formatBytes(image.bytes)}`}
    >
      {/* Bytes come from our own authorised route, in the size that is needed: nothing is left to optimise. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        src={imageUrl(team, image.id, '512')}
        alt={prompt ?? 'Image'}
        width={image.width}
        height={image.height}
        className="size-full object-cover"
      />
    </a>
  )
}

/** Where a picture will be: its shape from the first moment, and how long it has been. */
export function PendingTile({ shape, since }: { shape: number; since: string | null }) {
  return (
    <div
      className="flex items-center justify-center rounded-picture bg-sunk font-mono text-[12px] text-ink-3"
      style={{ aspectRatio: shape }}
    >
      {since ? <Elapsed since={since} /> : 'queued'}
    </div>
  )
}
