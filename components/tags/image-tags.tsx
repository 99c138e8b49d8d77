'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import { changeImages } from '#lib/bulk/actions.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { ImageDetail } from '#lib/images/schema.ts'
import { tagKeys } from '#lib/tags/queries.ts'
import { TagChips } from './tag-chips.tsx'
import { TagField } from './tag-field.tsx'

/** Loaded when it is first opened. */
const TagsDialog = lazy(async () => ({ default: (await import('./tags-dialog.tsx')).TagsDialog }))

interface ImageTagsProps {
  team: string
  detail: Pick<ImageDetail, 'id' | 'tags' | 'canMark'>
}

/** Shown at once, and taken back where it is refused. */
function useImageTags({ team, detail: { id, tags } }: ImageTagsProps) {
  const client = useQueryClient()
  const show = (names: readonly string[]) =>
    client.setQueryData<ImageDetail>(
      galleryKeys.image(team, id),
      (detail) => detail && { ...detail, tags: [...names].toSorted() },
    )
  return async (kind: 'tag' | 'untag', name: string): Promise<void> => {
    show(kind === 'tag' ? [...new Set([...tags, name])] : tags.filter((tag) => tag !== name))
    const asked = { team, id: uuid(), selection: { images: [id] }, change: { kind, tags: [name] } }
    if (!(await act(() => changeImages(asked)))) show(tags)
    await client.invalidateQueries({ queryKey: tagKeys.list(team) })
    await client.invalidateQueries({ queryKey: galleryKeys.image(team, id) })
  }
}

/** The tags of the image that is looked at. */
export function ImageTags(props: ImageTagsProps) {
  const change = useImageTags(props)
  const { team, detail } = props
  const [isOpen, setIsOpen] = useState(false)
  const canTag = detail.canMark
  if (!canTag && detail.tags.length === 0) return null
  return (
    <section>
      <div className="mb-1.5 flex items-center justify-between">
        <h3 className="text-hint font-medium text-ink-3">Tags</h3>
        <button
          type="button"
          className="touch-target relative text-hint text-ink-3 underline-offset-4 hover:text-ink hover:underline"
          onClick={() => setIsOpen(true)}
        >
          All tags
        </button>
      </div>
      <div className="flex flex-col gap-2">
        <TagChips names={detail.tags} onRemove={canTag ? (name) => void change('untag', name) : undefined} />
        {canTag && (
          <TagField
            team={team}
            label="Add a tag"
            except={detail.tags}
            onAdd={(name) => void change('tag', name)}
          />
        )}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <TagsDialog team={team} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}
