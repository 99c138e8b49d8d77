'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { useBulk } from '#components/bulk/use-bulk.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast, Toaster } from '#components/ui/toast.tsx'
import { plural } from '#lib/format.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import { callTag, deleteTag, joinTags } from '#lib/tags/actions.ts'
import { tagKeys, tagsQuery } from '#lib/tags/queries.ts'
import type { Tag } from '#lib/tags/schema.ts'

type Joined = Awaited<ReturnType<typeof joinTags>>

/** What is done with a tag on all images, each with its way back. */
function useTagCommands(team: string) {
  const client = useQueryClient()
  const { undo } = useBulk(team)
  async function refresh(): Promise<void> {
    await client.invalidateQueries({ queryKey: tagKeys.list(team) })
    await client.invalidateQueries({ queryKey: galleryKeys.all(team) })
  }
  async function run(action: () => Promise<Joined>, words: string): Promise<boolean> {
    let change: string | null | undefined
    const isDone = await act(async () => {
      const result = await action()
      change = result?.data?.change
      return result
    })
    const id = change
    if (isDone && id) toast(words, { label: 'Undo', run: () => void undo(id).then(refresh) })
    await refresh()
    return isDone
  }
  return {
    rename: async ({ id, name: before }: Tag, name: string): Promise<boolean> => {
      const isDone = await act(() => callTag({ team, id, name }))
      if (isDone)
        toast(`“${before}” is called “${name}” now.`, {
          label: 'Undo',
          run: () => void act(() => callTag({ team, id, name: before })).then(refresh),
        })
      await refresh()
      return isDone
    },
    merge: ({ id, name }: Tag, into: Tag) =>
      run(() => joinTags({ team, id, into: into.id }), `“${name}” is part of “${into.name}” now.`),
    remove: ({ id, name }: Tag) => run(() => deleteTag({ team, id }), `“${name}” deleted.`),
  }
}

interface RenameProps {
  team: string
  tag: Tag
  tags: readonly Tag[]
  onDone: () => void
}

/** Another name; one that there is already makes one tag of the two. */
function Rename({ team, tag, tags, onDone }: RenameProps) {
  const { rename, merge } = useTagCommands(team)
  const [name, setName] = useState(tag.name)
  const wanted = name.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  const other = tags.find((each) => each.name === wanted && each.id !== tag.id)
  async function save(): Promise<void> {
    if (wanted === tag.name || (await (other ? merge(tag, other) : rename(tag, wanted)))) onDone()
  }
  return (
    <form
      className="text-ink"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        label="Name"
        hint={other && `There is “${other.name}” on ${plural(other.count, 'picture')}: the two become one.`}
      >
        {(ids) => (
          <Input
            {...ids}
            value={name}
            // It was opened to write here.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDone}>Not now</Button>
        <Button look="primary" type="submit" disabled={wanted === ''}>
          {other ? 'Merge' : 'Rename'}
        </Button>
      </div>
    </form>
  )
}

interface TagListProps {
  tags: readonly Tag[]
  canManage: boolean
  onRename: (tag: Tag) => void
  onRemove: (tag: Tag) => void
}

function Tags({ tags, canManage, onRename, onRemove }: TagListProps) {
  if (tags.length === 0) return <p>No picture has a tag yet.</p>
  return (
    <ul aria-label="Tags" className="max-h-[50dvh] divide-y divide-line overflow-y-auto text-ink">
      {tags.map((tag) => (
        <li key={tag.id} className="flex min-h-11 items-center gap-1">
          <span className="min-w-0 flex-1 truncate">{tag.name}</span>
          <span className="px-2 text-small text-ink-2">{tag.count}</span>
          {canManage && (
            <>
              <IconButton
                label={`Rename ${tag.name}`}
                tip="left"
                icon={<Pencil size={15} />}
                onClick={() => onRename(tag)}
              />
              <IconButton
                label={`Delete ${tag.name}`}
                tip="left"
                icon={<Trash2 size={15} />}
                onClick={() => onRemove(tag)}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** All tags of the team: an editor renames, merges and deletes them here. */
export function TagsDialog({ team, onClose }: { team: string; onClose: () => void }) {
  const { data, isError } = useQuery(tagsQuery(team))
  const { remove } = useTagCommands(team)
  const [renamed, setRenamed] = useState<Tag | null>(null)
  const close = <Button onClick={onClose}>Close</Button>
  return (
    <Dialog
      title={renamed ? `Rename “${renamed.name}”` : 'Tags'}
      isOpen
      onClose={onClose}
      actions={!renamed && close}
    >
      {renamed && (
        <Rename team={team} tags={data?.tags ?? []} tag={renamed} onDone={() => setRenamed(null)} />
      )}
      {!data && <p>{isError ? 'The tags cannot be loaded.' : 'Loading …'}</p>}
      {data && !renamed && (
        <Tags
          tags={data.tags}
          canManage={data.can.manage}
          onRename={setRenamed}
          onRemove={(tag) => void remove(tag)}
        />
      )}
      <Toaster />
    </Dialog>
  )
}
