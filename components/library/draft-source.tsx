'use client'

import { BookMarked, X } from 'lucide-react'
import Link from 'next/link'
import type { Draft } from '#components/playground/draft.ts'
import { versionIn } from '#components/playground/draft.ts'
import { IconButton } from '#components/ui/button.tsx'
import { promptPath } from '#lib/prompts/schema/address.ts'
import { versionName } from './version-name.ts'

interface DraftSourceProps {
  team: string
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

const quiet =
  'touch-target shrink-0 rounded-[4px] underline decoration-edge underline-offset-4 hover:text-ink'

/** Above the prompt: from which version of the library it is, whether it still is, and the way back to it. */
export function DraftSource({ team, draft, change }: DraftSourceProps) {
  const { version = null, prompt } = draft
  if (!version || prompt.trim() === '') return null
  const { promptId, number, text } = version
  return (
    <div className="mb-1.5 flex min-h-8 items-center gap-2 px-0.5 text-small text-ink-2">
      <BookMarked size={15} aria-hidden="true" />
      <p className="min-w-0 truncate">
        from{' '}
        <Link
          href={promptPath(team, promptId, number)}
          className="rounded-[4px] underline decoration-edge underline-offset-4 hover:text-ink"
        >
          {versionName(version)}
        </Link>
        {versionIn(draft) === null && ', changed'}
      </p>
      {versionIn(draft) === null && (
        <button type="button" className={quiet} onClick={() => change({ prompt: text })}>
          Put back
        </button>
      )}
      <IconButton
        label="Not from the library"
        tip="top"
        className="ml-auto"
        icon={<X size={15} />}
        onClick={() => change({ version: null })}
      />
    </div>
  )
}
