'use client'

import { useEffect, useRef, useState } from 'react'
import { toast } from '#components/ui/toast.tsx'
import { downloadProblem, fetchDownload } from '#lib/files/queries.ts'
import type { DownloadOptions } from '#lib/files/schema/options.ts'
import { zipUrl } from '#lib/files/schema/options.ts'
import type { Selection } from '#lib/images/schema/filter.ts'
import { postForFile, saveFile } from './save.ts'

const noRoom = 'The recipe does not fit into a file of this type, so it is not in it. PNG has room for it.'
const notStarted = 'The download did not start. Look again at what is chosen, and try once more.'

/** The one picture of a selection; null where it is made of more. */
function onlyOf(selection: Selection): string | null {
  if (!('images' in selection) || selection.images.length !== 1) return null
  return selection.images[0] ?? null
}

interface Wish {
  team: string
  selection: Selection
  onDone: () => void
}

/** One picture comes as it is, several as a zip. What is under way ends with the dialog. */
export function useDownload({ team, selection, onDone }: Wish) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const leaving = useRef<AbortController | null>(null)
  useEffect(() => () => leaving.current?.abort(), [])

  async function one(imageId: string, options: DownloadOptions): Promise<void> {
    const controller = new AbortController()
    leaving.current = controller
    setProblem(null)
    setIsBusy(true)
    try {
      const { blob, name, hasRecipe } = await fetchDownload(team, imageId, options, controller.signal)
      saveFile(blob, name)
      onDone()
      if (options.recipe && !hasRecipe) toast(noRoom)
    } catch (error) {
      if (!controller.signal.aborted) setProblem(downloadProblem(error))
    } finally {
      setIsBusy(false)
    }
  }

  function start(options: DownloadOptions): void {
    const imageId = onlyOf(selection)
    if (imageId !== null) return void one(imageId, options)
    const wish = JSON.stringify({ selection, ...options })
    postForFile(zipUrl(team), 'request', wish, () => toast(notStarted))
    onDone()
    toast('The zip is on its way. Your browser keeps it.')
  }

  return { isBusy, problem, start }
}
