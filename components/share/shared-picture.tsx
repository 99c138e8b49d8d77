import { ChevronLeft, ChevronRight, Download, Shuffle, Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import type { SharedPicture } from '#lib/shares/schema.ts'
import {
  sharedImageSources,
  sharedImageUrl,
  sharedPicturePath,
  sharePath,
} from '#lib/shares/schema/address.ts'
import { groundOf } from './ground.ts'

interface SharedPictureProps {
  token: string
  picture: SharedPicture
}

const inWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function Facts({
  picture: { prompt, modelId, parameters, by, isStarred },
}: Pick<SharedPictureProps, 'picture'>) {
  const facts: [string, ReactNode][] = [
    ...(by === null ? [] : [['Made by', by] as [string, ReactNode]]),
    ...(modelId === null ? [] : [['Model', modelId] as [string, ReactNode]]),
    ...Object.entries(parameters ?? {}).map(([name, value]): [string, ReactNode] => [
      name.replaceAll('_', ' '),
      inWords(value),
    ]),
  ]
  return (
    <>
      {isStarred && (
        <p className="flex items-center gap-1.5 text-small text-ink-2">
          <Star size={15} aria-hidden="true" />
          Starred
        </p>
      )}
      {prompt !== null && <p className="max-w-180 whitespace-pre-wrap">{prompt}</p>}
      {facts.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2 first-letter:uppercase">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function Steps({ token, picture: { number, before, after, can } }: SharedPictureProps) {
  const step = (to: number | null, label: string, icon: ReactNode) =>
    to === null ? (
      <span className="size-11" />
    ) : (
      <a
        href={sharedPicturePath(token, to)}
        aria-label={label}
        className={buttonClass('outline', 'icon', 'size-11 rounded-full')}
      >
        {icon}
      </a>
    )
  return (
    <nav aria-label="Pictures" className="flex items-center justify-center gap-3">
      {step(before, 'Previous', <ChevronLeft size={19} aria-hidden="true" />)}
      {can.download && (
        <a
          href={sharedImageUrl(token, number, 'original')}
          download
          className={buttonClass('primary', 'large')}
        >
          <Download size={16} aria-hidden="true" />
          Download
        </a>
      )}
      {can.remix && (
        <a href={`${sharePath(token)}/remix?image=${number}`} className={buttonClass('outline', 'large')}>
          <Shuffle size={16} aria-hidden="true" />
          Remix
        </a>
      )}
      {step(after, 'Next', <ChevronRight size={19} aria-hidden="true" />)}
    </nav>
  )
}

/** One picture of a link on a page of its own: what the lightbox shows, and all that the link says about it. */
export function SharedPicturePage({ token, picture }: SharedPictureProps) {
  const { number, width, height, alt, title, place, total } = picture
  return (
    <main id="main" className="mx-auto flex w-full max-w-350 flex-col gap-4 px-4 py-5 md:px-8">
      <header className="flex items-center gap-3">
        <a href={sharePath(token)} className="flex min-h-11 items-center gap-1 text-ink-2 hover:text-ink">
          <ChevronLeft size={17} aria-hidden="true" />
          All pictures
        </a>
        <h1 className="ml-auto truncate text-small text-ink-2">
          {title}, {place} of {total}
        </h1>
      </header>
      <div className="flex justify-center">
        <img
          src={sharedImageUrl(token, number, '1024')}
          srcSet={sharedImageSources(token, picture)}
          sizes="(min-width: 1400px) 1024px, 100vw"
          alt={alt}
          width={width}
          height={height}
          className="h-auto rounded-picture"
          style={{
            background: groundOf(picture.thumbhash),
            width: `min(100%, 75dvh * ${width / height})`,
            aspectRatio: width / height,
          }}
        />
      </div>
      <Steps token={token} picture={picture} />
      <Facts picture={picture} />
    </main>
  )
}
