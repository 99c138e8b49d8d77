'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import { keepPreset } from '#lib/presets/actions.ts'
import { presetKeys } from '#lib/presets/queries.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import type { Draft } from './draft.ts'
import { parseExtra } from './extra.ts'
import { valueName } from './names.ts'

interface SavePresetProps {
  team: string
  draft: Draft
  onClose: () => void
}

const noExtra = { values: {} }

/** Something that can be kept: no JSON that is none yet. */
const hasExtra = (text: string) => Object.keys(parseExtra(text).values).length > 0

/** What can be ticked: the model, the provider, each value that was chosen, and the extra JSON. */
function ticksOf({ modelId, provider, values, extra }: Draft): { key: string; label: string }[] {
  const inWords = (value: unknown) => (typeof value === 'string' ? valueName(value) : JSON.stringify(value))
  return [
    { key: 'model', label: `Model: ${modelId}` },
    ...(provider === null ? [] : [{ key: 'provider', label: `Provider: ${provider}` }]),
    ...Object.entries(values).map(([name, value]) => ({
      key: `value ${name}`,
      label: `${name.replaceAll('_', ' ')}: ${inWords(value)}`,
    })),
    ...(hasExtra(extra)
      ? [{ key: 'extra', label: `Extra JSON: ${Object.keys(parseExtra(extra).values).join(', ')}` }]
      : []),
  ]
}

function usePresetForm({ team, draft, onClose }: SavePresetProps) {
  const client = useQueryClient()
  const [id] = useState(() => uuid())
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Ownership>('mine')
  const [problem, setProblem] = useState<string | null>(null)
  const ticks = ticksOf(draft)
  const [off, setOff] = useState<readonly string[]>(['model'])
  const isOn = (key: string) => !off.includes(key)

  async function save(): Promise<void> {
    const values = Object.fromEntries(Object.entries(draft.values).filter(([each]) => isOn(`value ${each}`)))
    const modelId = isOn('model') ? draft.modelId : null
    const provider = isOn('provider') ? draft.provider : null
    const { values: extra } = isOn('extra') ? parseExtra(draft.extra) : noExtra
    const preset = { team, id, scope, name, modelId, provider, values, extra }
    const failure = await failureOf(() => keepPreset(preset))
    setProblem(failure?.message ?? null)
    if (failure) return
    await client.invalidateQueries({ queryKey: presetKeys.list(team) })
    toast(`“${name.trim()}” saved.`)
    onClose()
  }
  const toggle = (key: string) => setOff(isOn(key) ? [...off, key] : off.filter((each) => each !== key))
  return { name, setName, scope, setScope, problem, ticks, isOn, toggle, save }
}

/** Asks for a name, and for what of the settings the preset shall hold. */
export function SavePreset(props: SavePresetProps) {
  const { name, setName, scope, setScope, problem, ticks, isOn, toggle, save } = usePresetForm(props)
  return (
    <Dialog
      title="Save as a preset"
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>Not now</Button>
          <Button look="primary" onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 text-ink">
        <Field label="Name">
          {(ids) => <Input {...ids} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Segments
          label="Whose"
          options={[
            { value: 'mine', label: 'Mine' },
            { value: 'team', label: 'The team’s' },
          ]}
          value={scope}
          onChange={setScope}
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">It sets</legend>
          {ticks.map(({ key, label }) => (
            <label key={key} className="flex min-h-7 items-center gap-2.5 text-small max-md:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={isOn(key)}
                onChange={() => toggle(key)}
              />
              <span className="min-w-0 truncate first-letter:uppercase">{label}</span>
            </label>
          ))}
        </fieldset>
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
