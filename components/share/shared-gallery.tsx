import { Star } from 'lucide-react'
import { buttonClass } from '#components/ui/button.tsx'
import type { SharedGallery, SharedImage } from '#lib/shares/schema.ts'
import {
  sharedImageSources,
  sharedImageUrl,
  sharedPicturePath,
  sharePath,
} from '#lib/shares/schema/address.ts'
import { groundOf } from './ground.ts'
import { SharedFoot, SharedHead } from './shared-head.tsx'
import { SharedLightbox } from './shared-lightbox.tsx'

interface SharedGalleryProps {
  token: string
  gallery: SharedGallery
}

/** As many as a phone shows at once: they are not waited for until one scrolls. */
const atOnce = 9

/** How high rows are at least, in pixels: few pictures are shown large, many side by side. */
const rowHeights = [
  { most: 1, phone: 320, desk: 560, style: '[--row:320px] md:[--row:560px]' },
  { most: 4, phone: 150, desk: 300, style: '[--row:150px] md:[--row:300px]' },
  { most: Number.POSITIVE_INFINITY, phone: 84, desk: 184, style: '[--row:84px] md:[--row:184px]' },
] as const
type Rows = (typeof rowHeights)[number]

const rowsFor = (total: number): Rows => rowHeights.find(({ most }) => total <= most) ?? rowHeights[2]

/** A row grows until it is full: by about so much. */
const growth = 1.2

interface TileProps {
  token: string
  image: SharedImage
  rows: Rows
  isFirst: boolean
}

function Tile({ token, image, rows, isFirst }: TileProps) {
  const { number, width, height, alt, isStarred, by } = image
  const shape = width / height
  const [phone, desk] = [rows.phone, rows.desk].map((row) => Math.round(row * growth * shape))
  return (
    <li
      className="relative overflow-hidden rounded-picture bg-sunk has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-accent"
      // Each takes its share of its row: so rows are full and even at every width, without a script.
      style={{
        flex: `${shape} 1 calc(var(--row) * ${shape})`,
        aspectRatio: shape,
        background: groundOf(image.thumbhash),
      }}
    >
      <a
        href={sharedPicturePath(token, number)}
        data-shared={number}
        data-by={by ?? undefined}
        className="block size-full outline-none"
      >
        <img
          src={sharedImageUrl(token, number, '512')}
          srcSet={sharedImageSources(token, image)}
          sizes={`(min-width: 48rem) ${desk}px, ${phone}px`}
          alt={isStarred ? `${alt} (starred)` : alt}
          width={width}
          height={height}
          decoding="async"
          loading={isFirst ? 'eager' : 'lazy'}
          className="size-full object-cover"
        />
        {isStarred && (
          <Star
            size={17}
            aria-hidden="true"
            className="absolute right-2 bottom-2 text-white drop-shadow-[0_0_3px_rgb(0_0_0/0.7)]"
          />
        )}
      </a>
    </li>
  )
}

function Pages({ token, gallery: { page, pages } }: SharedGalleryProps) {
  if (pages === 1) return null
  const to = (target: number, label: string) =>
    target >= 1 &&
    target <= pages && (
      <a href={`${sharePath(token)}?page=${target}`} className={buttonClass('outline', 'large')}>
        {label}
      </a>
    )
  return (
    <nav aria-label="Pages" className="mt-6 flex items-center justify-center gap-3">
      {to(page - 1, 'Previous')}
      <span className="text-small text-ink-2">
        Page {page} of {pages}
      </span>
      {to(page + 1, 'Next')}
    </nav>
  )
}

/** What a link shows: a wall of pictures, each a link to its own page, so that nothing of it needs a script. */
export function SharedGalleryPage({ token, gallery }: SharedGalleryProps) {
  const { images, can, total } = gallery
  const rows = rowsFor(total)
  return (
    <main id="main" className="mx-auto w-full max-w-350 px-4 py-7 md:px-8 md:py-10">
      <SharedHead token={token} gallery={gallery} />
      {images.length === 0 ? (
        <p className="mt-6 text-ink-2">There are no pictures here any more.</p>
      ) : (
        <ul
          aria-label="Pictures"
          className={`mt-5 flex flex-wrap gap-1.5 after:grow-[1000000] after:content-[''] md:mt-7 ${rows.style}`}
        >
          {images.map((image, index) => (
            <Tile key={image.number} {...{ token, image, rows }} isFirst={index < atOnce} />
          ))}
        </ul>
      )}
      <Pages token={token} gallery={gallery} />
      <SharedFoot gallery={gallery} />
      <SharedLightbox canDownload={can.download} />
    </main>
  )
}
