import { Download, Shuffle } from 'lucide-react'
import { buttonClass } from '#components/ui/button.tsx'
import { formatDay } from '#lib/format.ts'
import type { SharedGallery } from '#lib/shares/schema.ts'
import { sharePath } from '#lib/shares/schema/address.ts'

interface SharedHeadProps {
  token: string
  gallery: SharedGallery
}

/** Whose, what, and what one may do with all of it. */
export function SharedHead({ token, gallery }: SharedHeadProps) {
  const { team, title, note, by, can, total } = gallery
  return (
    <header className="flex flex-col items-start">
      <p className="text-small text-ink-2">{by === null ? team : `${by}, ${team}`}</p>
      <h1 className="mt-2 max-w-180 text-display text-balance">{title}</h1>
      {note !== '' && <p className="mt-1.5 max-w-150 whitespace-pre-line text-ink-2">{note}</p>}
      {(can.download || can.remix) && total > 0 && (
        <div className="mt-4 flex flex-wrap gap-2">
          {can.download && (
            <a href={`${sharePath(token)}/zip`} download className={buttonClass('primary', 'large')}>
              <Download size={16} aria-hidden="true" />
              Download all
            </a>
          )}
          {can.remix && (
            <a href={`${sharePath(token)}/remix`} className={buttonClass('outline', 'large')}>
              <Shuffle size={16} aria-hidden="true" />
              Remix
            </a>
          )}
        </div>
      )}
    </header>
  )
}

/** From when it is, and until when it opens. */
export function SharedFoot({ gallery: { updatedAt, expiresAt } }: { gallery: SharedGallery }) {
  return (
    <footer className="mt-8 text-hint text-ink-3">
      Shared on {formatDay(updatedAt)}
      {expiresAt !== null && `. This link ends on ${formatDay(expiresAt)}`}.
    </footer>
  )
}
