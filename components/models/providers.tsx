import { formatDay, formatDuration, formatMoney } from '#lib/format.ts'
import type { Measured, ProviderLine } from '#lib/model-pages/schema/page.ts'
import { measuredName, priceWords, share } from '#lib/model-pages/schema/words.ts'
import { providerName } from '#lib/models/schema/names.ts'
import { CopyValue } from './copy-value.tsx'
import { TextLink } from './part.tsx'

const frame = 'flex flex-col divide-y divide-line rounded-panel border border-line bg-surface'

function Ending({ retirement }: Pick<ProviderLine, 'retirement'>) {
  if (!retirement) return null
  const { on, source, replacement } = retirement
  return (
    <p className="text-small text-ink-2">
      Announced end: {formatDay(on)}
      {replacement !== null && (
        <>
          , in its place <span className="font-mono text-hint">{replacement}</span>
        </>
      )}{' '}
      (<TextLink href={source.href}>{source.title}</TextLink>)
    </p>
  )
}

/** Who serves the model: how each is pinned, where it is, and what it costs there. */
export function Providers({ providers }: { providers: readonly ProviderLine[] }) {
  return (
    <ul className={frame}>
      {providers.map(({ slug, configKey, region, priceMicros, retirement }) => (
        <li key={slug} className="flex flex-col gap-1 px-4 py-3">
          <div className="flex items-baseline justify-between gap-4">
            <span className="font-medium">
              {providerName(slug)}
              {region !== null && <span className="ml-2 text-small font-normal text-ink-2">{region}</span>}
            </span>
            {priceMicros !== null && (
              <span className="text-small tabular-nums">{priceWords(priceMicros)}</span>
            )}
          </div>
          <div className="flex items-center gap-1">
            <code className="min-w-0 font-mono text-hint break-all text-ink-2">{configKey}</code>
            <CopyValue value={configKey} what={`the config key of ${providerName(slug)}`} />
          </div>
          <Ending retirement={retirement} />
        </li>
      ))}
    </ul>
  )
}

const figuresOf = ({ calls, succeeded, refused, p50Ms, p95Ms, imageMicros }: Measured) => [
  ['Calls', calls.toLocaleString('en-US')],
  ['Succeeded', share(succeeded, calls)],
  ['Refused', share(refused, calls)],
  ['Half within', p50Ms === null ? '–' : formatDuration(p50Ms)],
  ['95 % within', p95Ms === null ? '–' : formatDuration(p95Ms)],
  ['An image', imageMicros === null ? '–' : formatMoney(imageMicros)],
]

/** What came of the calls of 30 days, by who served them. */
export function MeasuredFigures({ measured }: { measured: readonly Measured[] }) {
  return (
    <ul aria-label="Measured" className={frame}>
      {measured.map((each) => (
        <li key={measuredName(each)} className="px-4 py-3">
          <p className="font-medium">{measuredName(each)}</p>
          <dl className="mt-2 grid grid-cols-3 gap-x-4 gap-y-3 md:grid-cols-6">
            {figuresOf(each).map(([label, value]) => (
              <div key={label}>
                <dt className="text-hint text-ink-2">{label}</dt>
                <dd className="tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
