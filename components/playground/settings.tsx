'use client'

import type { Model, ModelCard, ParameterProblem } from '#lib/models/schema.ts'
import { ModelPicker, ProviderPicker } from './model-picker.tsx'
import type { ReadExtra } from './extra.ts'
import { ExtraField } from './extra-field.tsx'
import { ParameterPanel } from './parameters/panel.tsx'
import type { Draft } from './draft.ts'

interface SettingsProps {
  team: string
  models: ModelCard[]
  model: Model
  /** Why what is chosen cannot be had; `model` is another one then. */
  missing: string | null
  provider: string | null
  /** What is wrong with what will be sent. */
  problems: readonly ParameterProblem[]
  extra: ReadExtra
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

/** Model, provider and parameters: beside the results on a desk, in a sheet on a phone. */
export function Settings({
  team,
  models,
  model,
  missing,
  provider,
  problems,
  extra,
  draft,
  change,
}: SettingsProps) {
  return (
    <div className="flex flex-col gap-6">
      <ModelPicker
        {...{ team, models, model, missing }}
        chosenId={draft.modelId}
        onChange={(modelId) => change({ modelId })}
      />
      <ParameterPanel
        model={model}
        problems={problems}
        chosen={draft.values}
        onChange={(next) => change({ values: next })}
      />
      <ExtraField extra={extra} text={draft.extra} onChange={(text) => change({ extra: text })} />
      <ProviderPicker model={model} provider={provider} onChange={(slug) => change({ provider: slug })} />
    </div>
  )
}
