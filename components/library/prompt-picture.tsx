import { TextQuote } from 'lucide-react'
import { StandinMark } from '#components/playground/standin-mark.tsx'
import { cn } from '#lib/cn.ts'
import { imageSources, imageUrl } from '#lib/images/schema/address.ts'
import type { PromptPicture } from '#lib/prompts/schema.ts'

interface PromptThumbProps {
  team: string
  picture: PromptPicture | null
  /** As `sizes` of an image says it. */
  sizes: string
  className?: string
  /** Where nothing beside it says what it is. */
  alt?: string
}

/** A picture of a prompt, cut to its frame; a sign where there is none. What the stand-in drew says so. */
export function PromptThumb({ team, picture, sizes, className, alt = '' }: PromptThumbProps) {
  const frame = cn('relative block overflow-hidden rounded-picture bg-sunk', className)
  if (!picture)
    return (
      <span className={cn(frame, 'flex items-center justify-center text-ink-3')}>
        <TextQuote size={18} aria-hidden="true" />
      </span>
    )
  return (
    <span className={cn(frame, '[container-type:size]')}>
      <img
        src={imageUrl(team, picture.id, '256')}
        srcSet={imageSources(team, picture)}
        sizes={sizes}
        alt={alt}
        loading="lazy"
        decoding="async"
        className="size-full object-cover"
      />
      {picture.environment === 'standin' && <StandinMark />}
    </span>
  )
}
