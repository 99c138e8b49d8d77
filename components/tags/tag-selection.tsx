'use client'

import { useState } from 'react'
import { useBulk } from '#components/bulk/use-bulk.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { plural } from '#lib/format.ts'
import type { Selection } from '#lib/images/schema.ts'
import { TagChips } from './tag-chips.tsx'
import { TagField } from './tag-field.tsx'

interface TagSelectionProps {
  team: string
  count: number
  selection: () => Selection | Promise<Selection>
  onClose: () => void
}

/** Puts tags on what is chosen, or takes them off. */
export function TagSelection({ team, count, selection, onClose }: TagSelectionProps) {
  const { change } = useBulk(team)
  const [kind, setKind] = useState<'tag' | 'untag'>('tag')
  const [names, setNames] = useState<readonly string[]>([])
  async function save(): Promise<void> {
    if (await change(await selection(), { kind, tags: [...names] })) onClose()
  }
  return (
    <Dialog
      title={`Tags of ${count === 1 ? 'one picture' : plural(count, 'picture')}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" disabled={names.length === 0} onClick={() => void save()}>
            {kind === 'tag' ? 'Add' : 'Remove'}
          </Button>
        </>
      }
    >
      <div className="flex min-h-40 flex-col gap-3 text-ink">
        <Segments
          label="What to do"
          options={[
            { value: 'tag', label: 'Add tags' },
            { value: 'untag', label: 'Remove tags' },
          ]}
          value={kind}
          onChange={setKind}
        />
        <TagField
          team={team}
          label="Find or make a tag"
          except={names}
          onAdd={(name) => setNames([...new Set([...names, name])])}
        />
        <TagChips names={names} onRemove={(name) => setNames(names.filter((each) => each !== name))} />
      </div>
    </Dialog>
  )
}
