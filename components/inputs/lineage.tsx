'use client'

import type { ImageDetail } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema.ts'
import { inputUrl } from '#lib/inputs/schema/address.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { isVisibleInput } from '#lib/inputs/schema/visible.ts'

interface LineageProps {
  team: string
  detail: ImageDetail
  onMove: (imageId: string) => void
}

const frame = 'block aspect-square overflow-hidden rounded-picture bg-sunk'

function Thumbnail({ src }: { src: string }) {
  return <img src={src} alt="" className="size-full object-cover" />
}

const nameOf = ({ role, from }: VisibleInput, index: number) =>
  role === 'mask' ? 'Mask' : `${from === 'upload' ? 'Added picture' : 'Picture'} ${index + 1}`

function MadeFrom({ team, detail, onMove }: LineageProps) {
  const { inputs } = detail.input
  if (inputs.length === 0) return null
  const hidden = inputs.filter((input) => !isVisibleInput(input)).length
  return (
    <section>
      <h3 className="text-hint font-medium text-ink-3">Made from</h3>
      <div className="mt-1.5 grid grid-cols-5 gap-1.5">
        {inputs.filter(isVisibleInput).map((input, index) =>
          input.from === 'gallery' ? (
            <button
              key={`${input.role} ${input.id}`}
              type="button"
              aria-label={nameOf(input, index)}
              className={frame}
              onClick={() => onMove(input.id)}
            >
              <Thumbnail src={inputUrl(team, input, '256')} />
            </button>
          ) : (
            <a
              key={`${input.role} ${input.id}`}
              href={inputUrl(team, input, 'original')}
              target="_blank"
              rel="noreferrer"
              aria-label={nameOf(input, index)}
              className={frame}
            >
              <Thumbnail src={inputUrl(team, input, '256')} />
            </a>
          ),
        )}
      </div>
      {hidden > 0 && (
        <p className="mt-1.5 text-small text-ink-2">
          {hidden === 1 ? 'A picture' : `${hidden} pictures`} that {hidden === 1 ? 'is' : 'are'} not shown to
          you, or no longer there.
        </p>
      )}
    </section>
  )
}

function UsedFor({ team, detail, onMove }: LineageProps) {
  if (detail.usedFor.length === 0) return null
  return (
    <section>
      <h3 className="text-hint font-medium text-ink-3">Used for</h3>
      <div className="mt-1.5 grid grid-cols-5 gap-1.5">
        {detail.usedFor.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            aria-label={`Made from this, ${index + 1}`}
            className={frame}
            onClick={() => onMove(id)}
          >
            <Thumbnail src={imageUrl(team, id, '256')} />
          </button>
        ))}
      </div>
    </section>
  )
}

/** What an image was made from, and what was made from it, as far as one sees either. */
export function Lineage(props: LineageProps) {
  return (
    <>
      <MadeFrom {...props} />
      <UsedFor {...props} />
    </>
  )
}
