'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { draftOf, findDraft, keepDraft, wordsOf } from '#components/playground/draft.ts'
import { toast } from '#components/ui/toast.tsx'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { catalogueQuery } from '#lib/models/queries.ts'
import type { Mode, ModelCard } from '#lib/models/schema.ts'

/** Vary: the picture becomes what is started from. Upscale: it is made larger. */
export type Way = Exclude<Mode, 'text-to-image'>

const isUsable = ({ support, status }: ModelCard) => support.supported && status === 'active'

/** The model of the draft where it can; else one that does nothing else; else any that can. */
function modelFor(way: Way, models: readonly ModelCard[], currentId: string | undefined): ModelCard | null {
  const able = models.filter((card) => isUsable(card) && card.modes.includes(way))
  const current = able.find(({ id }) => id === currentId)
  return current ?? able.find(({ modes }) => modes.length === 1) ?? able[0] ?? null
}

/** For a picture of the gallery: which ways there are to go on from it, and going there. */
export function useStartFrom(team: string) {
  const router = useRouter()
  const { data: models = [] } = useQuery(catalogueQuery(team))

  /** The draft has the picture, a model that takes it, and for a variation the words that made it. */
  function start(
    way: Way,
    image: Pick<VisibleInput, 'id' | 'width' | 'height' | 'thumbhash'>,
    prompt: string | null,
  ) {
    const before = findDraft(team)
    const model = modelFor(way, models, before?.modelId)
    if (!model) return
    const { id, width, height, thumbhash } = image
    const base = before ?? draftOf({ prompt, modelId: model.id, provider: null, parameters: {}, n: 1 })
    keepDraft(team, {
      ...base,
      ...(way === 'image-edit' && prompt ? wordsOf({ prompt }) : {}),
      modelId: model.id,
      inputs: [{ role: 'image', from: 'gallery', id, width, height, thumbhash }],
    })
    router.push(`/t/${team}/playground`)
    const switched = before && before.modelId !== model.id ? ` Switched to ${model.name}, which can.` : ''
    const said = way === 'upscale' ? 'Ready to be made larger.' : 'Ready to be varied.'
    toast(`${said}${switched}`, ...(before ? [{ label: 'Undo', run: () => keepDraft(team, before) }] : []))
  }

  return { can: (way: Way) => modelFor(way, models, undefined) !== null, start }
}
