import Link from 'next/link'
import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { plural } from '#lib/format.ts'
import { modelPath } from '#lib/models/schema/address.ts'
import type { Dependants, ModelPage } from '#lib/model-pages/schema/page.ts'
import type { StateKind } from '#lib/model-pages/schema/state.ts'
import { failingRule, stateSentence } from '#lib/model-pages/schema/words.ts'

const link = 'rounded-[4px] underline decoration-edge underline-offset-4 hover:decoration-current'

const kinds: Readonly<Record<StateKind, 'info' | 'warn' | 'danger'>> = {
  active: 'info',
  ending: 'warn',
  failing: 'warn',
  disabled: 'danger',
  gone: 'danger',
  unchecked: 'warn',
}

function Instead({ team, page: { replacement, others } }: { team: string; page: ModelPage }) {
  if (replacement && !replacement.isListed)
    return (
      <p>
        Its makers name <span className="font-mono text-hint">{replacement.id}</span> in its place, which the
        API does not list.
      </p>
    )
  const offered = replacement ? [replacement] : others
  if (offered.length === 0) return null
  return (
    <p>
      {replacement ? 'In its place: ' : 'Of the same creator: '}
      {offered.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link href={modelPath(team, id)} className={link}>
            {name}
          </Link>
        </span>
      ))}
    </p>
  )
}

/** What is wrong with a model, and what there is in its place. */
export function Standing({ team, page }: { team: string; page: ModelPage }) {
  const { state, support } = page
  // What the API does not list is not supported either, and that is said already.
  const isSaid = state.kind === 'gone' || state.kind === 'unchecked'
  const reason = support.supported || isSaid ? null : support.reason
  if (state.kind === 'active' && reason === null) return null
  return (
    <div
      role="region"
      aria-label="How it stands"
      className="mt-6 flex flex-col gap-3 rounded-panel border border-line bg-surface px-4 py-3"
    >
      {state.kind !== 'active' && (
        <Notice kind={kinds[state.kind]}>
          <div className="flex flex-col gap-1 text-ink">
            <p className="font-medium">{stateSentence(state)}</p>
            {state.kind === 'failing' && !state.isGone && <p className="text-ink-2">{failingRule}</p>}
            <Instead team={team} page={page} />
          </div>
        </Notice>
      )}
      {reason !== null && <Notice kind="info">{reason}</Notice>}
    </div>
  )
}

const isNone = ({ prompts, presets, examples, waiting }: Dependants) =>
  prompts.count + presets.count + examples + waiting === 0

export const hasDependants = ({ dependants }: ModelPage) => !isNone(dependants)

function Named({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-x-4 gap-y-1 px-4 py-2.5 max-md:flex-col">
      <dt className="w-36 shrink-0 text-ink-2">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}

const more = (count: number, shown: number) => (count > shown ? ` and ${count - shown} more` : '')

/** What of the team's is made to be used with it. */
export function DependantsList({ team, dependants }: { team: string; dependants: Dependants }) {
  const { prompts, presets, examples, waiting } = dependants
  return (
    <dl className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface text-small">
      {prompts.count > 0 && (
        <Named label={plural(prompts.count, 'prompt')}>
          {prompts.first.map(({ id, title }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link href={`/t/${team}/library/${id}`} className={link}>
                {title}
              </Link>
            </span>
          ))}
          {more(prompts.count, prompts.first.length)}
        </Named>
      )}
      {presets.count > 0 && (
        <Named label={plural(presets.count, 'preset')}>
          {presets.first.map(({ title }) => title).join(', ')}
          {more(presets.count, presets.first.length)}:{' '}
          <Link href={`/t/${team}/playground`} className={link}>
            change them in the playground
          </Link>
        </Named>
      )}
      {examples > 0 && (
        <Named label={plural(examples, 'example')}>
          <Link href={`/t/${team}/library?show=examples`} className={link}>
            See the examples
          </Link>
        </Named>
      )}
      {waiting > 0 && (
        <Named label={`${waiting} waiting`}>
          <Link href={`/t/${team}/playground`} className={link}>
            {waiting === 1 ? 'A generation waits or runs' : `${waiting} generations wait or run`}
          </Link>
        </Named>
      )}
    </dl>
  )
}
