import { Fragment } from 'react'
import type { Source } from '#lib/model-pages/schema/facts.ts'
import type { ModelPage } from '#lib/model-pages/schema/page.ts'
import { specifications } from '#lib/model-pages/schema/words.ts'
import { TextLink } from './part.tsx'

/** Of the same height or width, whichever is longer. */
function Shape({ ratio }: { ratio: string }) {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  const longer = Math.max(width, height)
  return (
    <span aria-hidden="true" className="flex size-7 items-center justify-center">
      <span
        className="block rounded-[3px] border-[1.5px] border-current"
        style={{ width: `${(100 * width) / longer}%`, height: `${(100 * height) / longer}%` }}
      />
    </span>
  )
}

/** Each once. */
function Sources({ sources }: { sources: readonly Source[] }) {
  const hrefs = sources.map(({ href }) => href)
  const once = sources.filter(({ href }, at) => hrefs.indexOf(href) === at)
  return (
    <p className="text-small text-ink-2">
      From{' '}
      {once.map(({ title, href }, at) => (
        <Fragment key={href}>
          {at > 0 && (at === once.length - 1 ? ' and ' : ', ')}
          <TextLink href={href}>{title}</TextLink>
        </Fragment>
      ))}
      .
    </p>
  )
}

/** What a model takes and gives, its shapes, and its limits. */
export function Specifications({ page }: { page: ModelPage }) {
  const { facts } = page
  return (
    <div className="flex flex-col gap-5">
      <dl className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface text-small">
        {specifications(page).map(([label, value]) => (
          <div key={label} className="flex gap-4 px-4 py-2.5">
            <dt className="w-36 shrink-0 text-ink-2 max-md:w-24">{label}</dt>
            <dd className="min-w-0 first-letter:uppercase">{value}</dd>
          </div>
        ))}
        {facts?.limits.map(({ label, value }) => (
          <div key={label} className="flex gap-4 px-4 py-2.5">
            <dt className="w-36 shrink-0 text-ink-2 max-md:w-24">{label}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
      </dl>
      {facts && facts.sizes.length > 0 && (
        <ul aria-label="Shapes" className="grid grid-cols-3 gap-2 md:grid-cols-5">
          {facts.sizes.map(({ ratio, pixels }) => (
            <li
              key={ratio}
              className="flex flex-col items-center gap-2 rounded-control border border-line bg-surface px-2 py-3 text-small"
            >
              <Shape ratio={ratio} />
              {ratio}
              <span className="font-mono text-hint text-ink-2">{pixels.replace('x', ' × ')}</span>
            </li>
          ))}
        </ul>
      )}
      {facts && <Sources sources={[facts.sizesSource, ...facts.limits.map(({ source }) => source)]} />}
    </div>
  )
}
