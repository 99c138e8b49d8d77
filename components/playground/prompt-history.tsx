'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { ImageUp } from 'lucide-react'
import { useState } from 'react'
import { chooseFile, picturesAccepted } from '#components/files/choose.ts'
import { Button } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/dialog.tsx'
import { SearchList } from '#components/ui/search-list.tsx'
import { formatDateTime } from '#lib/format.ts'
import { generationQuery, promptsQuery } from '#lib/generations/queries.ts'
import type { PromptPage } from '#lib/generations/schema.ts'
import type { Recipe } from './draft.ts'
import { useSettled } from './use-settled.ts'

const settleMs = 200

interface PromptHistoryProps {
  team: string
  onChoose: (recipe: Recipe) => void
  /** Pictures that may say how they were made. */
  onPictures: (files: File[]) => void
  onClose: () => void
}

/** All that a prompt was used with; where that is gone, the prompt alone. */
function useRecipe(team: string): (prompt: PromptPage['prompts'][number]) => Promise<Recipe> {
  const client = useQueryClient()
  return ({ text, modelId, generationId }) =>
    client
      .fetchQuery(generationQuery(team, generationId))
      .catch(() => ({ prompt: text, modelId, provider: null, parameters: {}, n: 1 }))
}

/** One's own last prompts, searched. */
export function PromptHistory({ team, onChoose, onPictures, onClose }: PromptHistoryProps) {
  const [search, setSearch] = useState('')
  const { data, isPending } = useInfiniteQuery(promptsQuery(team, useSettled(search.trim(), settleMs)))
  const recipeOf = useRecipe(team)
  const prompts = data?.pages.flatMap((page) => page.prompts) ?? []
  const items = prompts.map(({ text, usedAt, generationId }) => ({
    id: generationId,
    label: text,
    note: formatDateTime(usedAt),
  }))
  return (
    <Modal
      label={{ 'aria-label': 'My prompts' }}
      isOpen
      onClose={onClose}
      className="mx-auto mt-[12dvh] w-160 max-w-[calc(100vw-24px)] animate-rise rounded-panel border border-line bg-raised shadow-float"
    >
      <SearchList
        label="Search my prompts"
        groups={items.length > 0 ? [{ name: 'My prompts', items }] : []}
        none={isPending ? 'Looking …' : 'No prompt has these words.'}
        onSearch={setSearch}
        onChoose={(id) => {
          onClose()
          const prompt = prompts.find(({ generationId }) => generationId === id)
          if (prompt) void recipeOf(prompt).then(onChoose)
        }}
      />
      <div className="border-t border-line p-2">
        <Button
          look="quiet"
          onClick={() =>
            chooseFile(picturesAccepted, (files) => {
              onClose()
              onPictures(files)
            })
          }
        >
          <ImageUp size={16} aria-hidden="true" />
          From a picture …
        </Button>
      </div>
    </Modal>
  )
}
