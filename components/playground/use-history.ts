'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { promptsQuery } from '#lib/generations/queries.ts'

/** As many as one walks through. */
const walked = 100

/**
 * Walks through one's own last prompts: −1 is one further back, 1 one nearer. What was being written is where the walk
 * began, and comes back at its end.
 */
export function usePromptHistory(team: string, current: string, show: (prompt: string) => void) {
  const client = useQueryClient()
  const walk = useRef({ at: -1, shown: '', draft: '' })
  return async (step: -1 | 1): Promise<void> => {
    const { pages } = await client.fetchInfiniteQuery({ ...promptsQuery(team), pages: 1 })
    const prompts = pages.flatMap((page) => page.prompts.map(({ text }) => text)).slice(0, walked)
    const isWalking = walk.current.at >= 0 && walk.current.shown === current
    if (!isWalking) walk.current = { at: -1, shown: '', draft: current }
    // The last one is often what stands there already: nobody asks for that.
    const skip = !isWalking && prompts[0] === current ? 1 : 0
    const at = Math.min(prompts.length - 1, Math.max(-1, walk.current.at - step + skip))
    const shown = at === -1 ? walk.current.draft : (prompts[at] ?? current)
    walk.current = { ...walk.current, at, shown }
    show(shown)
  }
}
