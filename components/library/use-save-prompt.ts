'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { ActionFailure } from '#components/actions/failure.ts'
import { failureOf } from '#components/actions/failure.ts'
import type { Draft, DraftVersion } from '#components/playground/draft.ts'
import { parseExtra } from '#components/playground/extra.ts'
import { toast } from '#components/ui/toast.tsx'
import { parsePrompt, variablesOf } from '#lib/language/schema.ts'
import type { ParameterValues } from '#lib/models/schema.ts'
import { keepPrompt, keepVersion } from '#lib/prompts/actions.ts'
import { libraryKeys, promptQuery } from '#lib/prompts/queries.ts'
import type { PromptDetail } from '#lib/prompts/schema.ts'
import { titleOfText } from '#lib/prompts/schema/address.ts'
import type { DetailsDraft } from './details.ts'
import { noDetails, toDetails } from './details.ts'
import { versionName } from './version-name.ts'

export interface SavePromptProps {
  team: string
  draft: Draft
  /** Of the draft, what is sent. */
  values: ParameterValues
  onSaved: (version: DraftVersion) => void
  onClose: () => void
}

/** As the next version of the prompt that it is from, or as a prompt of its own. */
export type Way = 'version' | 'new'

/** What of a draft is kept; only what was filled in for the variables that there are. */
function contentOf({ draft, values }: SavePromptProps, hasSettings: boolean) {
  const { prompt: text, isPlain, variables: filled, modelId, provider, extra } = draft
  const names = isPlain ? [] : variablesOf(parsePrompt(text)).map(({ name }) => name)
  const variables = Object.fromEntries(names.flatMap((name) => (filled[name] ? [[name, filled[name]]] : [])))
  const words = { text, isPlain, variables }
  return hasSettings
    ? { ...words, modelId, provider, parameters: values, extra: parseExtra(extra).values }
    : words
}

/** The prompt that the draft is from, where one may save a version of it. */
function useOpenPrompt({ team, draft }: SavePromptProps): PromptDetail | null {
  const promptId = draft.version?.promptId ?? null
  const { data } = useQuery({
    ...promptQuery(team, promptId ?? ''),
    enabled: promptId !== null,
    retry: false,
  })
  return data?.can.change ? data : null
}

interface Saving {
  /** The prompt that gets a version; null: a new one. */
  open: PromptDetail | null
  ids: { prompt: string; version: string }
  details: DetailsDraft
  note: string
  hasSettings: boolean
}

interface Saved {
  failure: ActionFailure | null
  version: DraftVersion | null
}

async function saveDraft(
  props: SavePromptProps,
  { open, ids, details, note, hasSettings }: Saving,
): Promise<Saved> {
  const { team, draft } = props
  const content = contentOf(props, hasSettings)
  let version: DraftVersion | null = null
  const failure = await failureOf(async () => {
    if (open) {
      const result = await keepVersion({ team, id: ids.version, prompt: open.id, content, note })
      const { id: promptId, title } = open
      if (result.data) version = { ...result.data, promptId, title, text: draft.prompt }
      return result
    }
    const said = { ...toDetails(details), content, note }
    const result = await keepPrompt({ team, id: ids.prompt, versionId: ids.version, ...said })
    const { prompt: promptId, version: id } = ids
    if (result.data) version = { id, number: 1, promptId, title: details.title.trim(), text: draft.prompt }
    return result
  })
  return { failure, version }
}

/** What is asked before a draft is kept in the library, and the keeping. */
export function useSavePrompt(props: SavePromptProps) {
  const { team, draft, onSaved, onClose } = props
  const client = useQueryClient()
  const open = useOpenPrompt(props)
  const [ids] = useState(() => ({ prompt: uuid(), version: uuid() }))
  const [chosen, setWay] = useState<Way>('version')
  const way = open ? chosen : 'new'
  const [details, setDetails] = useState(() => noDetails(titleOfText(draft.prompt).replace(/ …$/, '')))
  const [note, setNote] = useState('')
  const [hasSettings, setHasSettings] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function save(): Promise<void> {
    setIsBusy(true)
    const saving = { open: way === 'version' ? open : null, ids, details, note, hasSettings }
    const { failure, version } = await saveDraft(props, saving)
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (failure || !version) return
    onClose()
    onSaved(version)
    toast(`${versionName(version)} saved.`)
    await client.invalidateQueries({ queryKey: libraryKeys.all(team) })
  }
  return {
    open,
    way,
    setWay,
    details,
    setDetails,
    note,
    setNote,
    hasSettings,
    setHasSettings,
    problem,
    isBusy,
    save,
  }
}
