'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { formatMoney } from '#lib/format.ts'
import { upstreamQuery } from '#lib/models/queries.ts'
import type { UpstreamState } from '#lib/models/schema.ts'

/** Loaded when it is first asked for: every page has the banner. */
const UpstreamDialog = lazy(async () => ({ default: (await import('./upstream-dialog.tsx')).UpstreamDialog }))

interface Words {
  /** One quiet line. */
  line: string
  /** The same where there is no room. */
  brief: string
  isBad: boolean
  action: string
  title: string
  text: string
}

const others = 'An admin of the team sets another one.'

/** Who does something about a key that is not right, and how. */
const cureOf = ({ isOwn, canSetKey }: UpstreamState): string =>
  isOwn
    ? canSetKey
      ? 'Set another one in the settings.'
      : others
    : canSetKey
      ? 'Set a key of the team’s own in the settings; or whoever runs the server starts it with one that works:'
      : 'Whoever runs the server starts it with one that works:'

function wordsOf(state: UpstreamState): Words | null {
  const { environment, key, balance, balanceMicros, isOwn, canSetKey } = state
  if (environment === 'standin') {
    return {
      line: 'Stand-in pictures: no API key yet',
      brief: 'Stand-in',
      isBad: false,
      action: 'Connect',
      title: 'Connect Lumenfall',
      text:
        'There is no API key, so a stand-in on this server draws the pictures, each marked, and nothing is paid. ' +
        (canSetKey
          ? 'Set a key of the team’s own in the settings; or whoever runs the server connects the API for all teams by starting it with a key:'
          : 'Whoever runs the server connects the API by starting it with a key:'),
    }
  }
  if (key === 'refused') {
    return {
      line: `The API refuses the ${isOwn ? 'team’s' : 'server’s'} key`,
      brief: 'Key refused',
      isBad: true,
      action: 'What to do',
      title: 'The API refuses the key',
      text: `Nothing can be generated with it. ${cureOf(state)}`,
    }
  }
  if (key === 'unreadable') {
    return {
      line: 'The team’s key cannot be read',
      brief: 'Key unreadable',
      isBad: true,
      action: 'What to do',
      title: 'The key cannot be read',
      text: `It was encrypted with a key of the server that is gone. Nothing can be generated with it. ${cureOf(state)}`,
    }
  }
  if (balance === 'low') {
    return {
      line:
        balanceMicros === null
          ? 'The API’s balance is low'
          : `The API’s balance is low: ${formatMoney(balanceMicros)}`,
      brief: 'Low balance',
      isBad: false,
      action: 'What to do',
      title: 'The balance is low',
      text:
        'When it is used up, generations fail, and cost nothing. ' +
        (isOwn
          ? 'Whoever has the account tops it up at lumenfall.ai.'
          : 'Whoever runs the server tops it up at lumenfall.ai.'),
    }
  }
  return null
}

/** What everybody should know about where the pictures come from; nothing when all is well. */
export function UpstreamBanner({ team, first }: { team: string; first: UpstreamState }) {
  const { data } = useQuery(upstreamQuery(team, first))
  const [isOpen, setIsOpen] = useState(false)
  const state = data ?? first
  const words = wordsOf(state)
  if (!words) return null
  return (
    <div className="flex min-w-0 items-center gap-2 text-small text-ink-2">
      <span
        aria-hidden="true"
        className={`size-1.5 shrink-0 rounded-full ${words.isBad ? 'bg-danger' : 'bg-warn'}`}
      />
      <span className="truncate max-lg:hidden">{words.line}</span>
      <button
        type="button"
        className="touch-target truncate rounded-[4px] text-ink underline decoration-edge underline-offset-4 hover:decoration-current"
        onClick={() => setIsOpen(true)}
      >
        <span className="max-lg:hidden">{words.action}</span>
        <span className="lg:hidden">{words.brief}</span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <UpstreamDialog
            title={words.title}
            text={words.text}
            hasCommand={state.balance !== 'low' && !state.isOwn}
            settings={state.canSetKey && state.balance !== 'low' ? `/t/${team}/settings/keys` : null}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
