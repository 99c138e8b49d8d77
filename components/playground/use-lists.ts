'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Lists } from '#lib/language/schema.ts'
import { listNamesOf, parsePrompt } from '#lib/language/schema.ts'
import { listEntriesQuery, wildcardsQuery } from '#lib/wildcards/queries.ts'
import { useSettled } from './use-settled.ts'

const none: Lists = new Map()
const noNames: string[] = []
const settleMs = 300

/** The lists that a prompt names, with their entries; empty until they have come. */
export function useLists(team: string, prompt: string, isPlain: boolean): Lists {
  const names = useMemo(() => (isPlain ? [] : listNamesOf(parsePrompt(prompt))), [prompt, isPlain])
  const settled = useSettled(names.join(' '), settleMs)
  const asked = settled === '' ? noNames : settled.split(' ')
  const { data } = useQuery({
    ...listEntriesQuery(team, asked),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => (data ? new Map(Object.entries(data.lists)) : none), [data])
}

/** What can be completed after `__`. */
export function useListNames(team: string): readonly string[] {
  const { data } = useQuery(wildcardsQuery(team))
  return useMemo(() => (data ? [...new Set(data.wildcards.map(({ name }) => name))] : noNames), [data])
}
