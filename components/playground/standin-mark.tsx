import { FlaskConical } from 'lucide-react'

/**
 * What the stand-in writes into its pictures, where that is too small to be read. It stands in a frame that is a
 * container by its size (`[container-type:size]`), and positioned.
 */
export function StandinMark() {
  return (
    <span
      title="Drawn by the stand-in: nothing was paid"
      className="absolute bottom-1 left-1 hidden size-5 items-center justify-center rounded-[4px] bg-raised text-ink-2 [@container_(max-width:169px)_or_(max-height:99px)]:flex"
    >
      <FlaskConical size={13} aria-hidden="true" />
      <span className="sr-only">Drawn by the stand-in</span>
    </span>
  )
}
