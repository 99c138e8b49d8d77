'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

const advice = [
  ['Subject', 'Who or what is seen: “a heron”, “the sign of a bakery”.'],
  ['Context', 'Where and when: “over still water, at dawn, light fog”.'],
  ['Style', 'How it is made: “watercolour”, “35 mm photograph, shallow focus, warm light”.'],
  [
    'Words',
    'What is to be read stands in quotation marks, 25 characters at most: a sign that says “OPEN LATE”.',
  ],
] as const

const language = [
  ['{{animal=heron}}', 'A variable, asked for below the prompt. Without “=” it has no default.'],
  ['{{style:oil|ink}}', 'A variable with a choice; “:number” for a number.'],
  ['{dawn|dusk}', 'One picture with each. They can stand within one another.'],
  ['{2$$fog|rain|wind}', 'Two of them at a time, in every way.'],
  ['__colour__', 'Each line of the list “colour”.'],
  ['# a note', 'At the start of a line: not sent.'],
  ['\\{', 'A brace that is a brace. Braces without a bar are sent as they are.'],
] as const

/** How a prompt is written: for the model, and in the prompt's own language. */
export function Guide({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="How to write a prompt"
      isWide
      isOpen
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label="Advice"
        className="flex max-h-[60dvh] flex-col gap-5 overflow-y-auto text-small"
      >
        <Part name="For the model" rows={advice} />
        <Part name="For many pictures at once" rows={language} isCode />
      </div>
    </Dialog>
  )
}

interface PartProps {
  name: string
  rows: readonly (readonly [string, string])[]
  isCode?: boolean
}

function Part({ name, rows, isCode = false }: PartProps) {
  return (
    <section>
      <h3 className="mb-2 text-hint font-medium text-ink-3">{name}</h3>
      <dl className="grid grid-cols-[170px_1fr] gap-x-4 gap-y-2 text-ink max-md:grid-cols-1 max-md:gap-y-0.5">
        {rows.map(([term, does]) => (
          <div key={term} className="contents">
            <dt className={isCode ? 'font-mono text-hint leading-5' : 'font-medium'}>{term}</dt>
            <dd className="text-ink-2 max-md:mb-2">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
