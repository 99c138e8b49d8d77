'use client'

import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/input.tsx'
import { formatMoney } from '#lib/format.ts'
import type { Model, ModelCard } from '#lib/models/schema.ts'

interface ModelPickerProps {
  models: ModelCard[]
  model: Model
  onChange: (modelId: string) => void
}

const isUsable = (card: ModelCard) => card.support.supported && card.status === 'active'

/** The catalogue: what can be used, and why the rest cannot. */
export function ModelPicker({ models, model, onChange }: ModelPickerProps) {
  const usable = models.filter(isUsable)
  const others = models.filter((card) => !isUsable(card))
  const price = model.priceMicros === null ? null : `${formatMoney(model.priceMicros)} an image`
  return (
    <Field
      label="Model"
      aside={price}
      hint={model.support.supported ? model.description : model.support.reason}
    >
      {(ids) => (
        <Select {...ids} value={model.id} onChange={(event) => onChange(event.target.value)}>
          {usable.map((card) => (
            <option key={card.id} value={card.id}>
              {card.name}
            </option>
          ))}
          <optgroup label="Not supported here">
            {others.map((card) => (
              <option key={card.id} value={card.id} disabled>
                {card.name}
              </option>
            ))}
          </optgroup>
        </Select>
      )}
    </Field>
  )
}

interface ProviderPickerProps {
  model: Model
  provider: string | null
  onChange: (provider: string | null) => void
}

/** Whoever serves the model, or one of them always. */
export function ProviderPicker({ model, provider, onChange }: ProviderPickerProps) {
  if (model.providers.length === 0) return null
  return (
    <Field label="Provider">
      {(ids) => (
        <Select {...ids} value={provider ?? ''} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">Automatic</option>
          {model.providers.map((slug) => (
            <option key={slug} value={slug}>
              {slug}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
