'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Button } from '#components/ui/button.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ModelCard } from '#lib/models/schema.ts'
import { allowModels } from '#lib/teams/actions.ts'
import type { AllowedModels, TeamDetail } from '#lib/teams/schema/team.ts'

const held = ['member', 'editor'] as const
type Held = (typeof held)[number]
const names = { member: 'Members', editor: 'Editors' } as const

interface OneRoleProps {
  role: Held
  allowed: readonly string[] | null
  models: readonly ModelCard[]
  onChange: (allowed: string[] | null) => void
}

function OneRole({ role, allowed, models, onChange }: OneRoleProps) {
  const usable = models.filter(({ status }) => status === 'active')
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">{names[role]}</legend>
      <Segments
        label={`Models of ${names[role].toLowerCase()}`}
        options={[
          { value: 'all', label: 'All models' },
          { value: 'some', label: 'Only some' },
        ]}
        value={allowed === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : usable.map(({ id }) => id))}
      />
      {allowed !== null && (
        <ul className="flex max-h-80 flex-col overflow-y-auto rounded-control border border-line bg-surface py-1">
          {usable.map(({ id, name }) => (
            <li key={id}>
              <label className="flex min-h-8 cursor-pointer items-center gap-2.5 px-3 hover:bg-sunk max-md:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={allowed.includes(id)}
                  onChange={(event) =>
                    onChange(event.target.checked ? [...allowed, id] : allowed.filter((each) => each !== id))
                  }
                />
                <span className="min-w-0 truncate">{name}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}

/** Which models members and editors are held to. */
export function AllowedModelsForm({ team, models }: { team: TeamDetail; models: readonly ModelCard[] }) {
  const router = useRouter()
  const [allowed, setAllowed] = useState<AllowedModels>(team.models)
  const [isBusy, setIsBusy] = useState(false)
  async function save(): Promise<void> {
    setIsBusy(true)
    if (await act(() => allowModels({ team: team.slug, models: allowed }))) {
      toast('Saved.')
      router.refresh()
    }
    setIsBusy(false)
  }
  return (
    <div className="flex flex-col gap-5">
      {held.map((role) => (
        <OneRole
          key={role}
          role={role}
          allowed={allowed[role]}
          models={models}
          onChange={(next) => setAllowed({ ...allowed, [role]: next })}
        />
      ))}
      <Button look="primary" className="self-start" isBusy={isBusy} onClick={() => void save()}>
        Save
      </Button>
    </div>
  )
}
