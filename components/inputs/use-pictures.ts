'use client'

import { useState } from 'react'
import type { Draft } from '#components/playground/draft.ts'
import { findDraft } from '#components/playground/draft.ts'
import { sentenceOf, uploadPicture } from '#lib/inputs/queries.ts'
import { maxUploadBytes, tooLarge, uploadMimes } from '#lib/inputs/schema/address.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { imagesOf, withImage, withMask } from './arrange.ts'

interface Options {
  team: string
  modelName: string
  /** How many images the model starts from, at most. */
  most: number
  change: (changes: Partial<Draft>) => void
}

/** What can be said of a file before it is sent; null for nothing. */
function findProblem({ name, type, size }: File): string | null {
  if (size > maxUploadBytes) return `${name}: ${tooLarge}`
  return uploadMimes.some((mime) => mime === type) ? null : `${name} is no PNG, JPEG or WebP.`
}

/** Brings pictures along: those of the draft afterwards, how many are on their way, and what went wrong. */
export function usePictures({ team, modelName, most, change }: Options) {
  const [adding, setAdding] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  // Of this moment: pictures arrive while others are being removed.
  const current = () => findDraft(team)?.inputs ?? []

  async function send(files: readonly File[], keep: (input: VisibleInput) => void): Promise<void> {
    setAdding(files.length)
    for (const file of files) {
      const wrong = findProblem(file)
      if (wrong !== null) setProblem(wrong)
      else
        await uploadPicture(team, file)
          .then(keep)
          .catch((error: unknown) => setProblem(sentenceOf(error)))
      setAdding((count) => Math.max(0, count - 1))
    }
  }

  /** As many of these as there is room for. */
  function fitting<T>(items: readonly T[]): readonly T[] {
    const room = most === 1 ? 1 : most - imagesOf(current()).length
    const isTooMany = items.length > room
    setProblem(
      isTooMany ? `${modelName} takes at most ${most === 1 ? 'one picture' : `${most} pictures`}.` : null,
    )
    return items.slice(0, Math.max(0, room))
  }

  const keep = (input: VisibleInput) => change({ inputs: withImage(current(), input, most) })
  return {
    adding,
    problem,
    add: (files: readonly File[]) => send(fitting(files), keep),
    choose: (inputs: readonly VisibleInput[]) => fitting(inputs).forEach(keep),
    /** Of the first image. True when it is there. */
    addMask: async (mask: File): Promise<boolean> => {
      setProblem(null)
      let isDone = false
      await send([mask], (input) => {
        change({ inputs: withMask(current(), input) })
        isDone = true
      })
      return isDone
    },
  }
}

export type Pictures = ReturnType<typeof usePictures>
