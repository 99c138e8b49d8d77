import { Fragment } from 'react'
import { stateLabel } from '#lib/model-pages/schema/state.ts'
import type { ModelPage } from '#lib/model-pages/schema/page.ts'
import { quickReference } from '#lib/model-pages/schema/words.ts'
import { CopyValue } from './copy-value.tsx'

/** What programs are given, as it is typed. */
const typed: Readonly<Record<string, string>> = {
  Model: 'the id',
  'Base URL': 'the base URL',
  'Through here': 'the base URL of this server',
}

/** An address breaks after its slashes. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=\/)(?!\/)/).map((piece) => (
    <Fragment key={piece}>
      {piece}
      <wbr />
    </Fragment>
  ))
}

/** What one looks up, and the ways to the parts of the page. */
export function QuickReference({ page, parts }: { page: ModelPage; parts: readonly [string, string][] }) {
  return (
    <aside aria-label="Quick reference">
      <dl className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface text-small">
        {quickReference(page, stateLabel(page.state)).map(([label, value]) => {
          const what = typed[label]
          return (
            <div
              key={label}
              className="px-4 py-2.5 max-lg:grid max-lg:grid-cols-[104px_minmax(0,1fr)] max-lg:gap-3"
            >
              <dt className="text-hint text-ink-2">{label}</dt>
              <dd className="flex items-start justify-between gap-2">
                <span className={what ? 'min-w-0 font-mono text-hint wrap-anywhere' : 'min-w-0'}>
                  {what ? <Breakable text={value} /> : value}
                </span>
                {what && <CopyValue value={value} what={what} />}
              </dd>
            </div>
          )
        })}
      </dl>
      <nav aria-label="On this page" className="mt-5 max-lg:hidden">
        <ul className="flex flex-col text-small">
          {parts.map(([id, title]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="block rounded-control px-4 py-1 text-ink-2 hover:bg-tint hover:text-ink"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  )
}
