'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Lists } from '#lib/language/schema.ts'
import { listNamesOf, parsePrompt } from '#lib/language/schema.ts'
import { listEntriesQuery, wildcardsQuery } from '#lib/wildcards/queries.ts'
import type { Readiness } from './lists-read.ts'
import { readinessOf } from './lists-read.ts'
import { useSettled } from './use-settled.ts'

const none: Lists = new Map()
const noNames: string[] = []
const settleMs = 300

interface NamedLists extends Readiness {
  /** With their entries; empty until they have come. */
  lists: Lists
}

/** The lists that a prompt names. */
export function useLists(team: string, prompt: string, isPlain: boolean): NamedLists {
  const names = useMemo(() => (isPlain ? [] : listNamesOf(parsePrompt(prompt))), [prompt, isPlain])
  const settled = useSettled(names.join(' '), settleMs)
  const asked = settled === '' ? noNames : settled.split(' ')
  const { data, error, isPlaceholderData } = useQuery({
    ...listEntriesQuery(team, asked),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })
  const lists = useMemo(() => (data ? new Map(Object.entries(data.lists)) : none), [data])
  const isRead = data !== undefined && !isPlaceholderData
  return { lists, ...readinessOf(names, { names: asked, isRead, error }) }
}

/** What can be completed after `__`. */
export function useListNames(team: string): readonly string[] {
  const { data } = useQuery(wildcardsQuery(team))
  return useMemo(() => (data ? [...new Set(data.wildcards.map(({ name }) => name))] : noNames), [data])
}
