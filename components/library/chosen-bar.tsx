'use client'

import { Download, Trash2, X } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { plural } from '#lib/format.ts'
import type { PromptSummary } from '#lib/prompts/schema.ts'
import type { PromptCommands } from './use-prompt-commands.ts'
import { exportPrompts } from './use-prompt-commands.ts'

interface ChosenBarProps {
  team: string
  chosen: readonly PromptSummary[]
  commands: PromptCommands
  onClear: () => void
}

const item =
  'flex h-9 items-center gap-2 rounded-control px-2.5 text-small whitespace-nowrap hover:bg-button-ink/15 focus-visible:outline-current max-md:h-11'

/** How many prompts are chosen, and what can be done with them. */
export function ChosenBar({ team, chosen, commands, onClear }: ChosenBarProps) {
  const prompts = chosen.map(({ id }) => id)
  const save = (format: 'json' | 'csv') => () => exportPrompts(team, { format, wanted: { prompts } })
  const removable = chosen.filter(({ can }) => can.change)
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-2 max-md:bottom-2">
      <section
        aria-label="Selection"
        className="pointer-events-auto flex max-w-full animate-rise items-center gap-0.5 rounded-[12px] bg-button py-1 pr-1 pl-4 text-button-ink shadow-float max-md:pl-3 forced-colors:border"
      >
        <p role="status" className="mr-1 font-medium whitespace-nowrap">
          {plural(chosen.length, 'prompt')}
        </p>
        <button type="button" className={item} onClick={save('json')}>
          <Download size={16} aria-hidden="true" />
          <span className="max-md:sr-only">Export as </span>JSON
        </button>
        <button type="button" className={item} onClick={save('csv')}>
          <Download size={16} aria-hidden="true" />
          <span className="max-md:sr-only">Export as </span>CSV
        </button>
        {removable.length > 0 && (
          <button
            type="button"
            className={item}
            onClick={() => void commands.remove(removable).then((isDone) => isDone && onClear())}
          >
            <Trash2 size={16} aria-hidden="true" />
            <span className="max-md:sr-only">Delete</span>
          </button>
        )}
        <IconButton
          label="Clear the selection"
          tip="top"
          icon={<X size={17} />}
          className="text-current hover:bg-button-ink/15 hover:text-current focus-visible:outline-current"
          onClick={onClear}
        />
      </section>
    </div>
  )
}
