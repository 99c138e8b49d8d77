'use client'

import type { Model, ModelCard, ParameterValues } from '#lib/models/schema.ts'
import { ModelPicker, ProviderPicker } from './model-picker.tsx'
import { ParameterPanel } from './parameters/panel.tsx'
import type { Draft } from './draft.ts'

interface SettingsProps {
  models: ModelCard[]
  model: Model
  provider: string | null
  /** What will be sent. */
  values: ParameterValues
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

/** Model, provider and parameters: beside the results on a desk, in a sheet on a phone. */
export function Settings({ models, model, provider, values, draft, change }: SettingsProps) {
  return (
    <div className="flex flex-col gap-6">
      <ModelPicker models={models} model={model} onChange={(modelId) => change({ modelId })} />
      <ParameterPanel
        model={model}
        values={values}
        chosen={draft.values}
        onChange={(next) => change({ values: next })}
      />
      <ProviderPicker model={model} provider={provider} onChange={(slug) => change({ provider: slug })} />
    </div>
  )
}
