'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, Pencil, Plus, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Button, IconButton, buttonClass } from '#components/ui/button.tsx'
import { closePopover, Popover } from '#components/ui/popover.tsx'
import { toast } from '#components/ui/toast.tsx'
import { deletePreset } from '#lib/presets/actions.ts'
import { presetKeys, presetsQuery } from '#lib/presets/queries.ts'
import type { Preset } from '#lib/presets/schema.ts'
import type { Draft } from './draft.ts'
import { withExtra } from './extra.ts'

/** Loaded when they are first opened. */
const RenamePreset = dynamic(async () => (await import('./rename-preset.tsx')).RenamePreset)
const SavePreset = dynamic(async () => (await import('./save-preset.tsx')).SavePreset)

interface PresetsProps {
  team: string
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

const scopes = [
  ['mine', 'Mine'],
  ['team', 'The team’s'],
] as const

/** Settings that are kept by a name: only what was ticked, so that the rest stays as it is. */
export function Presets({ team, draft, change }: PresetsProps) {
  const [isSaving, setIsSaving] = useState(false)
  const [renamed, rename] = useState<Preset | null>(null)

  function apply({ modelId, provider, values, extra, name }: Preset): void {
    const before = draft
    change({
      ...(modelId === null ? {} : { modelId }),
      ...(provider === null ? {} : { provider }),
      values: { ...draft.values, ...values },
      extra: withExtra(draft.extra, extra),
    })
    toast(`“${name}” applied.`, { label: 'Undo', run: () => change(before) })
  }

  return (
    <>
      <Popover
        label="Presets"
        kind="dialog"
        className="w-72"
        opener={(opener) => (
          <button type="button" className={buttonClass('outline', 'small', 'flex-1')} {...opener}>
            <Bookmark size={15} aria-hidden="true" />
            Presets
          </button>
        )}
      >
        <PresetList team={team} onApply={apply} onRename={rename} onSave={() => setIsSaving(true)} />
      </Popover>
      {renamed && <RenamePreset team={team} preset={renamed} onClose={() => rename(null)} />}
      {isSaving && <SavePreset team={team} draft={draft} onClose={() => setIsSaving(false)} />}
    </>
  )
}

interface PresetListProps {
  team: string
  onApply: (preset: Preset) => void
  onRename: (preset: Preset) => void
  onSave: () => void
}

function PresetList({ team, onApply, onRename, onSave }: PresetListProps) {
  const { data, isError } = useQuery(presetsQuery(team))
  return (
    <div className="max-h-[60dvh] overflow-y-auto p-1">
      {isError && <p className="p-2.5 text-small text-danger">The presets cannot be loaded.</p>}
      {data?.presets.length === 0 && (
        <p className="p-2.5 text-small text-ink-2">Keep what you set often, and have it back by its name.</p>
      )}
      {scopes.map(([scope, name]) => {
        const presets = data?.presets.filter((preset) => preset.scope === scope) ?? []
        if (presets.length === 0) return null
        return (
          <section key={scope}>
            <h3 className="px-2.5 pt-2 pb-1 text-hint text-ink-3">{name}</h3>
            {presets.map((preset) => (
              <PresetLine key={preset.id} {...{ team, preset, onApply, onRename }} />
            ))}
          </section>
        )
      })}
      <Button
        look="quiet"
        className="mt-1 w-full justify-start"
        onClick={(event) => {
          closePopover(event.currentTarget)
          onSave()
        }}
      >
        <Plus size={15} aria-hidden="true" />
        Save as a preset
      </Button>
    </div>
  )
}

type PresetLineProps = Omit<PresetListProps, 'onSave'> & { preset: Preset }

function PresetLine({ team, preset, onApply, onRename }: PresetLineProps) {
  const client = useQueryClient()
  const { id, name, can } = preset
  async function remove(): Promise<void> {
    if (!(await act(() => deletePreset({ team, id })))) return
    await client.invalidateQueries({ queryKey: presetKeys.list(team) })
    toast(`“${name}” deleted.`)
  }
  return (
    <div className="flex items-center rounded-[7px] hover:bg-sunk">
      <button
        type="button"
        className="min-h-8 min-w-0 flex-1 truncate rounded-[7px] px-2.5 text-left text-small max-md:min-h-11"
        onClick={(event) => {
          closePopover(event.currentTarget)
          onApply(preset)
        }}
      >
        {name}
      </button>
      {can.change && (
        <>
          <IconButton
            label={`Rename ${name}`}
            tip="left"
            icon={<Pencil size={15} />}
            onClick={(event) => {
              closePopover(event.currentTarget)
              onRename(preset)
            }}
          />
          <IconButton
            label={`Delete ${name}`}
            tip="left"
            icon={<Trash2 size={15} />}
            onClick={() => void remove()}
          />
        </>
      )}
    </div>
  )
}
