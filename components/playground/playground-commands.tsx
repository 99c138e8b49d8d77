'use client'

import type { RefObject } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { Command } from '#components/commands/commands.ts'
import { useCommands } from '#components/commands/commands.ts'
import type { ModelCard } from '#lib/models/schema.ts'

interface PlaygroundCommandsProps {
  models: readonly ModelCard[]
  onModel: (modelId: string) => void
  onGenerate: () => void
  onPrompt: () => void
  /** Reads how one was made. */
  onPicture: () => void
}

/** The newest props, for what runs later. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

/** What can be done in the playground, by its name. */
export function PlaygroundCommands(props: PlaygroundCommandsProps) {
  const latest = useLatest(props)
  const { models } = props
  const commands = useMemo((): Command[] => {
    const usable = models.filter(({ support, status }) => support.supported && status === 'active')
    return [
      {
        id: 'generate',
        group: 'Playground',
        label: 'Generate',
        keys: '⌘↵',
        run: () => latest.current.onGenerate(),
      },
      { id: 'prompt', group: 'Playground', label: 'Write the prompt', run: () => latest.current.onPrompt() },
      {
        id: 'picture',
        group: 'Playground',
        label: 'Read the recipe of a picture',
        run: () => latest.current.onPicture(),
      },
      ...usable.map(({ id, name }) => ({
        id: `model ${id}`,
        group: 'Model',
        label: name,
        run: () => latest.current.onModel(id),
      })),
    ]
  }, [models, latest])
  useCommands(commands)
  return null
}
