'use client'

import { useMemo } from 'react'
import type { Command } from '#components/commands/commands.ts'
import { useCommands } from '#components/commands/commands.ts'

/** What can be done with what is written, by its name: nothing, while nothing is. */
export function useToolCommands(open: (tool: 'save') => void, hasPrompt: boolean): void {
  const commands = useMemo(
    (): Command[] =>
      hasPrompt
        ? [
            {
              id: 'save prompt',
              group: 'Playground',
              label: 'Save to the library',
              run: () => open('save'),
            },
          ]
        : [],
    [open, hasPrompt],
  )
  useCommands(commands)
}
