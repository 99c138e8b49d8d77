'use client'

import { useQuery } from '@tanstack/react-query'
import { examplesQuery } from '#lib/examples/queries.ts'
import { EditExample } from './edit-example.tsx'
import { ExampleCard } from './example-card.tsx'
import { useExampleCommands } from './use-example-commands.ts'
import type { Example } from '#lib/examples/schema.ts'
import { useState } from 'react'

/** The examples that were made with a prompt of the library. */
export function ExampleRow({ team, prompt }: { team: string; prompt: string }) {
  const { data } = useQuery(examplesQuery(team, { prompt }))
  const commands = useExampleCommands(team)
  const [edited, edit] = useState<Example | null>(null)
  if (!data || data.examples.length === 0) return null
  return (
    <section>
      <h4 className="mb-2 text-hint font-medium text-ink-3">Examples</h4>
      <ul aria-label="Examples of this prompt" className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {data.examples.map((example) => (
          <ExampleCard key={example.id} {...{ team, example, commands }} isMovable={false} onEdit={edit} />
        ))}
      </ul>
      {edited && <EditExample team={team} example={edited} onClose={() => edit(null)} />}
    </section>
  )
}
