'use client'

import { Folder, Pencil, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import type { LibraryFacets } from '#lib/prompts/schema.ts'
import type { LibraryFilter } from './use-library-filter.ts'

interface LibraryFiltersProps {
  facets: LibraryFacets
  filter: LibraryFilter
  change: (changes: Partial<LibraryFilter>) => void
  onRename: (folder: { id: string; name: string }) => void
}

interface LineProps {
  icon: ReactNode
  name: string
  count: number
  isChosen: boolean
  onChoose: () => void
  after?: ReactNode
}

function Line({ icon, name, count, isChosen, onChoose, after }: LineProps) {
  return (
    <li className="group/line relative flex items-center">
      <button
        type="button"
        aria-pressed={isChosen}
        className={cn(
          'flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left text-small text-ink-2 hover:bg-sunk hover:text-ink max-md:min-h-11',
          'aria-pressed:bg-accent-soft aria-pressed:text-accent',
        )}
        onClick={onChoose}
      >
        {icon}
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span
          className={cn(
            'text-hint text-ink-3',
            after && 'md:group-focus-within/line:invisible md:group-hover/line:invisible',
          )}
        >
          {count}
        </span>
      </button>
      {after}
    </li>
  )
}

/** Folders and tags, each a way to less of the library. */
export function LibraryFilters({ facets, filter, change, onRename }: LibraryFiltersProps) {
  const { folders, tags } = facets
  return (
    <div className="flex flex-col gap-5">
      {folders.length > 0 && (
        <section>
          <h2 className="px-2 pb-1 text-hint font-medium text-ink-3">Folders</h2>
          <ul aria-label="Folders">
            {folders.map(({ id, name, count, scope, can }) => (
              <Line
                key={id}
                icon={<Folder size={15} aria-hidden="true" />}
                name={scope === 'mine' ? name : `${name} · team`}
                count={count}
                isChosen={filter.folder === id}
                onChoose={() => change({ folder: filter.folder === id ? null : id })}
                after={
                  can.change && (
                    <IconButton
                      label={`Rename ${name}`}
                      tip="left"
                      className="right-0 group-hover/line:opacity-100 focus-visible:opacity-100 md:absolute md:opacity-0"
                      icon={<Pencil size={14} />}
                      onClick={() => onRename({ id, name })}
                    />
                  )
                }
              />
            ))}
          </ul>
        </section>
      )}
      {tags.length > 0 && (
        <section>
          <h2 className="px-2 pb-1 text-hint font-medium text-ink-3">Tags</h2>
          <ul aria-label="Tags">
            {tags.map(({ name, count }) => (
              <Line
                key={name}
                icon={<Tag size={15} aria-hidden="true" />}
                name={name}
                count={count}
                isChosen={filter.tag === name}
                onChoose={() => change({ tag: filter.tag === name ? null : name })}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
