import { FrontColumn } from './front-column.tsx'
import type { FrontColumnProps } from './front-column.tsx'
import { Wall } from './wall.tsx'

/** The frame of the pages outside a team: what there is to do, and a wall beside it. */
export function FrontPage(props: FrontColumnProps) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(440px,5fr)_7fr]">
      <FrontColumn {...props} />
      <div
        aria-hidden="true"
        className="relative overflow-hidden border-l border-line bg-surface max-lg:hidden"
      >
        <Wall />
      </div>
    </div>
  )
}
