'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Generation, GenerationPage } from '#lib/generations/schema.ts'
import { modelQuery } from '#lib/models/queries.ts'
import type { Model, ModelCard, ParameterValues } from '#lib/models/schema.ts'
import { findParameterProblems } from '#lib/models/schema.ts'
import { Composer } from './composer.tsx'
import { ModelPicker, ProviderPicker } from './model-picker.tsx'
import { ParameterPanel } from './parameters/panel.tsx'
import { Results } from './results.tsx'
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
  const isFit = findParameterProblems(model.parameters, values).length === 0 && model.support.supported
  return { draft, change, model, values, provider, estimate, isReady: isFit && draft.prompt.trim() !== '' }
}

/** The room where pictures are made: parameters, results, composer. */
export function Playground(props: PlaygroundProps) {
  const { team, me, environment, models, page } = props
  const { draft, change, model, values, provider, estimate, isReady } = usePlayground(props)
  const { generate, failure } = useGenerate(team, me, environment)

  function onGenerate(): void {
    const wish = {
      modelId: model.id,
      provider,
      prompt: draft.prompt,
      parameters: values,
      visibility: 'team',
    } as const
    void generate(wish, estimate?.known ? estimate.micros : null)
  }

  const onReuse = useCallback(
    ({ prompt, modelId, provider: pinned, parameters, n }: Generation) =>
      change({ prompt: prompt ?? '', modelId, provider: pinned, values: { ...parameters, n } }),
    [change],
  )

  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <div className="flex w-78 shrink-0 flex-col gap-6 overflow-y-auto border-r border-line bg-surface p-4 max-md:max-h-[35dvh] max-md:w-full max-md:border-r-0 max-md:border-b">
        <ModelPicker models={models} model={model} onChange={(modelId) => change({ modelId })} />
        <ProviderPicker model={model} provider={provider} onChange={(slug) => change({ provider: slug })} />
        <ParameterPanel
          model={model}
          values={values}
          chosen={draft.values}
          onChange={(next) => change({ values: next })}
        />
      </div>
      <main className="flex min-w-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
          <Results team={team} firstPage={page} onReuse={onReuse} />
        </div>
        <div className="px-6 pb-4 max-md:px-2 max-md:pb-2">
          <Composer
            prompt={draft.prompt}
            onPrompt={(prompt) => change({ prompt })}
            images={typeof values['n'] === 'number' ? values['n'] : 1}
            estimate={estimate}
            limit={model.promptLimit}
            problem={failure?.message ?? null}
            isReady={isReady}
            onGenerate={onGenerate}
          />
        </div>
      </main>
    </div>
  )
}
