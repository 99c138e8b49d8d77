'use client'

import { Box, ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { formatMoney } from '#lib/format.ts'
import { modelPath } from '#lib/models/schema/address.ts'
import type { Model, ModelCard } from '#lib/models/schema.ts'
import { ModelList } from './model-list.tsx'
import { creatorName, modeName, providerName } from './names.ts'
import { whyNotUsable } from './usable.ts'

interface ModelPickerProps {
  team: string
  models: ModelCard[]
  model: Model
  /** Why what is chosen cannot be had; `model` is another one then. */
  missing: string | null
  chosenId: string
  onChange: (modelId: string) => void
}

/** It was opened to search; but under fingers a keyboard would rise over the list. */
function focusSearch(popover: HTMLElement): void {
  if (!matchMedia('(pointer: coarse)').matches) popover.querySelector('input')?.focus()
}

/** The chosen model, and the way to the others. */
export function ModelPicker({ team, models, model, missing, chosenId, onChange }: ModelPickerProps) {
  const why = missing ?? whyNotUsable(model)
  const price = model.priceMicros === null ? null : `${formatMoney(model.priceMicros)} an image`
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">Model</span>
        {price && <span className="text-hint text-ink-3">{price}</span>}
      </div>
      <Popover
        label="Models"
        kind="dialog"
        className="w-90 max-w-[calc(100vw-24px)]"
        onOpen={focusSearch}
        opener={(opener) => (
          <button
            type="button"
            className="flex h-11 items-center gap-3 rounded-control border border-line bg-surface px-3 text-left transition-colors hover:border-edge"
            {...opener}
          >
            <Box size={17} aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-small leading-4">
                <span className="sr-only">Model:</span> {model.name}
              </span>
              <span className="block truncate text-hint text-ink-3">
                {[creatorName(model.creator), ...model.modes.map(modeName)].filter(Boolean).join(' · ')}
              </span>
            </span>
            <ChevronsUpDown size={15} aria-hidden="true" className="text-ink-2" />
          </button>
        )}
      >
        <ModelList models={models} modelId={model.id} onChange={onChange} />
      </Popover>
      <p className="text-hint text-ink-3">
        {why !== null && <span className="text-danger">{why} </span>}
        <Link
          href={modelPath(team, missing === null ? model.id : chosenId)}
          className="touch-target rounded-[4px] underline decoration-edge underline-offset-2 hover:text-ink"
        >
          {why === null ? 'About this model' : 'What there is in its place'}
        </Link>
      </p>
    </div>
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
              {providerName(slug)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
