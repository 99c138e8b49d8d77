'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { Sheet } from '#components/ui/dialog.tsx'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'
import { modelQuery } from '#lib/models/queries.ts'
import type { Model, ModelCard, ParameterValues } from '#lib/models/schema.ts'
import { findParameterProblems } from '#lib/models/schema.ts'
import { Composer } from './composer.tsx'
import { Settings } from './settings.tsx'
import { Panel } from './panel.tsx'
import { PlaygroundLightbox } from './playground-lightbox.tsx'
import { Results } from './results.tsx'
import type { Draft } from './draft.ts'
import { useDraft } from './use-draft.ts'
import { useEstimate } from './use-estimate.ts'
import { useGenerate } from './use-generate.ts'

export interface PlaygroundProps {
  team: string
  me: { id: string; name: string }
  environment: 'standin' | 'live'
  models: ModelCard[]
  model: Model
  page: GenerationPage
  examplePrompt: string
  panelWidth: number
  /** Guests look, and do not generate. */
  canGenerate: boolean
}

/** What of the chosen values is sent: those that the model knows, and that no other one sets aside. */
function sentValues(model: Model, chosen: ParameterValues): ParameterValues {
  const setAside = new Set(
    model.parameters.filter((spec) => chosen[spec.name] !== undefined).flatMap((spec) => spec.overrides),
  )
  const known = model.parameters.filter(({ name }) => chosen[name] !== undefined && !setAside.has(name))
  return Object.fromEntries(known.map(({ name }) => [name, chosen[name] ?? null]))
}

/** The draft, what of it is sent, and what that would cost. */
function usePlayground({ team, model: firstModel, examplePrompt }: PlaygroundProps) {
  const first = { prompt: examplePrompt, modelId: firstModel.id, provider: null, values: {} }
  const { draft, change } = useDraft(team, first)
  const { data: model = firstModel } = useQuery(modelQuery(team, draft.modelId, firstModel))
  const values = sentValues(model, draft.values)
  const provider = model.providers.find((slug) => slug === draft.provider) ?? null
  const estimate = useEstimate(team, { modelId: model.id, provider, parameters: values })
  const [problem] = findParameterProblems(model.parameters, values)
  const obstacle = model.support.supported ? (problem?.message ?? null) : model.support.reason
  return { draft, change, model, values, provider, estimate, obstacle }
}

const toDraft = ({ prompt, modelId, provider, parameters, n }: Generation): Draft => ({
  prompt: prompt ?? '',
  modelId,
  provider,
  values: { ...parameters, n },
})

const guestNote = 'Guests look, and do not generate. An admin can change that.'

/** The room where pictures are made: parameters, results, composer. */
export function Playground(props: PlaygroundProps) {
  const { team, me, environment, models, page } = props
  const { draft, change, model, values, provider, estimate, obstacle } = usePlayground(props)
  const { generate, failure } = useGenerate(team, me, environment)
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const promptRef = useRef<HTMLTextAreaElement>(null)

  function onGenerate(): void {
    const { prompt } = draft
    const wish = { modelId: model.id, provider, prompt, parameters: values, visibility: 'team' } as const
    void generate(wish, estimate?.known ? estimate.micros : null)
  }

  const onReuse = useCallback(
    (generation: Generation) => {
      change(toDraft(generation))
      promptRef.current?.focus()
    },
    [change],
  )

  const settings = <Settings {...{ models, model, provider, values, draft, change }} />
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1">
      <Panel firstWidth={props.panelWidth}>{settings}</Panel>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto px-7 py-5 max-md:px-4">
          <Results
            team={team}
            firstPage={page}
            models={models}
            defaultModelId={props.model.id}
            onReuse={onReuse}
          />
        </div>
        <div className="md:px-7 md:pb-4">
          <Composer
            isSignedOut={failure?.code === 'signed_out'}
            promptRef={promptRef}
            prompt={draft.prompt}
            onPrompt={(prompt) => change({ prompt })}
            images={typeof values['n'] === 'number' ? values['n'] : 1}
            estimate={estimate}
            limit={model.promptLimit}
            problem={failure?.message ?? null}
            obstacle={props.canGenerate ? obstacle : guestNote}
            onGenerate={onGenerate}
            onParameters={() => setIsSheetOpen(true)}
          />
        </div>
      </div>
      <PlaygroundLightbox team={team} />
      <Sheet title="Parameters" isOpen={isSheetOpen} onClose={() => setIsSheetOpen(false)}>
        {settings}
      </Sheet>
    </main>
  )
}
