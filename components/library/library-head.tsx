'use client'

import { Download, FileUp, Pin, Plus, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { isTyping } from '#components/commands/keyboard.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/menu.tsx'
import { RareParts } from '#components/ui/rare-parts.tsx'
import { Segments } from '#components/ui/segments.tsx'
import type { LibraryFacets } from '#lib/prompts/schema.ts'
import type { LibraryFilter, LibraryShow } from './use-library-filter.ts'
import { useTyped } from './use-typed.ts'

const daily = [
  { value: 'all', label: 'All' },
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'Team' },
  { value: 'examples', label: 'Examples' },
] as const

const rare = [
  { value: 'pinned', label: 'Pinned', icon: Pin },
  { value: 'trash', label: 'Deleted', icon: Trash2 },
] as const

export interface LibraryHeadProps {
  filter: LibraryFilter
  change: (changes: Partial<LibraryFilter>) => void
  facets: LibraryFacets | undefined
  onNew: () => void
  onImport: () => void
  onExport: (format: 'json' | 'csv') => void
  /** On a phone, where folders and tags are not beside the list. */
  onFilters: () => void
}

/** "/" leads to the search, but where letters are letters. */
function useSearchKey(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || isTyping(event.target)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return field
}

/** Which part of the library is shown, its search, and what can be done with it as a whole. */
export function LibraryHead(props: LibraryHeadProps) {
  const { filter, change, facets, onNew, onFilters } = props
  const search = useSearchKey()
  const { text, type, tellNow } = useTyped(filter.search, (words) => change({ search: words }))
  const isExamples = filter.show === 'examples'
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-6 pt-4 pb-3 max-md:px-4">
      {isExamples ? (
        <span className="flex-1 max-md:hidden" />
      ) : (
        <>
          <Input
            ref={search}
            type="search"
            aria-label="Search the library"
            placeholder="Search the library"
            className="min-w-0 flex-1"
            value={text}
            onChange={(event) => type(event.target.value)}
            onBlur={tellNow}
          />
          <IconButton
            label="Folders and tags"
            look="outline"
            tip="left"
            className="md:hidden"
            icon={<SlidersHorizontal size={17} />}
            onClick={onFilters}
          />
        </>
      )}
      <Parts {...props} />
      {facets?.can.create && !isExamples && (
        <Button look="primary" className="max-md:hidden" onClick={onNew}>
          <Plus size={16} aria-hidden="true" />
          New prompt
        </Button>
      )}
    </div>
  )
}

/** What is daily as segments, what is rare in a menu beside them. */
function Parts(props: LibraryHeadProps) {
  const { filter, change } = props
  const set = (show: LibraryShow) => change({ show, folder: null, tag: null })
  return (
    <div className="flex shrink-0 gap-1 max-md:w-full">
      <Segments<LibraryShow>
        label="Which prompts"
        className="max-md:flex-1"
        segmentClassName="px-3 max-md:px-1"
        options={daily}
        value={daily.find(({ value }) => value === filter.show)?.value ?? null}
        onChange={set}
      />
      <More {...props} set={set} />
    </div>
  )
}

function More(props: LibraryHeadProps & { set: (show: LibraryShow) => void }) {
  const { facets, filter, set, onNew, onImport, onExport } = props
  const current = rare.find(({ value }) => value === filter.show)
  return (
    <Menu
      label="More of the library"
      align="end"
      opener={(opener) => <RareParts label="More of the library" current={current} opener={opener} />}
    >
      {rare.map(({ value, label, icon: Icon }) => (
        <MenuItem
          key={value}
          icon={<Icon size={16} aria-hidden="true" />}
          isChecked={value === filter.show}
          onSelect={() => set(value)}
        >
          {label}
        </MenuItem>
      ))}
      <MenuLine />
      {facets?.can.create && (
        <>
          <MenuItem icon={<Plus size={16} />} onSelect={onNew}>
            New prompt
          </MenuItem>
          <MenuItem icon={<FileUp size={16} />} onSelect={onImport}>
            Import …
          </MenuItem>
        </>
      )}
      <MenuItem icon={<Download size={16} />} onSelect={() => onExport('json')}>
        Export this list, with its history
      </MenuItem>
      <MenuItem icon={<Download size={16} />} onSelect={() => onExport('csv')}>
        Export this list as a table
      </MenuItem>
    </Menu>
  )
}
