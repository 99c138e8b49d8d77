'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Command } from '#components/commands/commands.ts'
import { useCommands } from '#components/commands/commands.ts'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { useLatest } from '#components/ui/use-latest.ts'
import { facetsQuery } from '#lib/prompts/queries.ts'
import type { LibraryFacets, LibraryPage } from '#lib/prompts/schema.ts'
import { plural } from '#lib/format.ts'
import { promptPath } from '#lib/prompts/schema/address.ts'
import { LibraryFilters } from './library-filters.tsx'
import { LibraryHead } from './library-head.tsx'
import { isNarrowed, PromptList } from './prompt-list.tsx'
import type { LibraryFilter } from './use-library-filter.ts'
import { queryOf, useLibraryFilter } from './use-library-filter.ts'
import { exportPrompts } from './use-prompt-commands.ts'

/** Loaded when they are first opened. */
const Examples = dynamic(async () => (await import('#components/examples/examples.tsx')).Examples)
const ImportPrompts = dynamic(async () => (await import('./import-prompts.tsx')).ImportPrompts)
const NewPrompt = dynamic(async () => (await import('./new-prompt.tsx')).NewPrompt)
const RenameFolder = dynamic(async () => (await import('./rename-folder.tsx')).RenameFolder)

interface LibraryProps {
  team: string
  defaultModelId: string
  /** What came with the document: the beginning of the list that its address asks for. */
  first: { query: string; page: LibraryPage }
  facets: LibraryFacets
}

type Opened = 'new' | 'import' | 'filters' | { id: string; name: string } | null

function useLibraryCommands(open: (what: Opened) => void, canCreate: boolean): void {
  const latest = useLatest(open)
  const commands = useMemo(
    (): Command[] =>
      canCreate
        ? [
            { id: 'new prompt', group: 'Library', label: 'New prompt', run: () => latest('new') },
            { id: 'import prompts', group: 'Library', label: 'Import prompts', run: () => latest('import') },
          ]
        : [],
    [latest, canCreate],
  )
  useCommands(commands)
}

const sorts = [
  { value: 'changed', label: 'Last changed' },
  { value: 'used', label: 'Most used' },
] as const

/** The prompts of the team and one's own, and the examples. */
export function Library({ team, defaultModelId, first, facets: firstFacets }: LibraryProps) {
  const [filter, change] = useLibraryFilter()
  const { data: facets = firstFacets } = useQuery(facetsQuery(team, firstFacets))
  const [opened, open] = useState<Opened>(null)
  useLibraryCommands(open, facets.can.create)
  const filters = facets.folders.length + facets.tags.length > 0 && (
    <LibraryFilters {...{ facets, filter, change }} onRename={open} />
  )
  function take(format: 'json' | 'csv'): void {
    const { sort: _sort, ...listed } = queryOf(filter)
    exportPrompts(team, { format, wanted: { filter: listed } })
  }
  return (
    <main id="main" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <LibraryHead
        {...{ filter, change, facets }}
        onNew={() => open('new')}
        onImport={() => open('import')}
        onExport={take}
        onFilters={() => open('filters')}
      />
      {filter.show === 'examples' ? (
        <Examples team={team} defaultModelId={defaultModelId} />
      ) : (
        <Prompts
          {...{ team, defaultModelId, filter, change, first, filters, facets }}
          onNew={() => open('new')}
        />
      )}
      <Dialogs {...{ team, filter, facets, filters, opened }} onClose={() => open(null)} />
    </main>
  )
}

interface DialogsProps {
  team: string
  filter: LibraryFilter
  facets: LibraryFacets
  filters: ReactNode
  opened: Opened
  onClose: () => void
}

/** What stands over the library, if anything does. */
function Dialogs({ team, filter, facets, filters, opened, onClose }: DialogsProps) {
  const router = useRouter()
  const { createForTeam } = facets.can
  return (
    <>
      {opened === 'new' && (
        <NewPrompt
          team={team}
          scope={filter.show === 'team' && createForTeam ? 'team' : 'mine'}
          onSaved={(id) => router.push(promptPath(team, id))}
          onClose={onClose}
        />
      )}
      {opened === 'import' && <ImportPrompts team={team} canForTeam={createForTeam} onClose={onClose} />}
      {typeof opened === 'object' && opened && <RenameFolder team={team} folder={opened} onClose={onClose} />}
      <Sheet title="Folders and tags" isOpen={opened === 'filters'} onClose={onClose}>
        {filters || <p className="text-ink-2">There are none yet: give a prompt a folder or a tag.</p>}
      </Sheet>
    </>
  )
}

interface PromptsProps extends Pick<LibraryProps, 'team' | 'defaultModelId' | 'first' | 'facets'> {
  filter: LibraryFilter
  change: (changes: Partial<LibraryFilter>) => void
  filters: ReactNode
  onNew: () => void
}

function Prompts({ team, defaultModelId, filter, change, first, filters, facets, onNew }: PromptsProps) {
  const query = queryOf(filter)
  const count = facets.counts[query.part ?? 'all']
  return (
    <div className="flex min-h-0 flex-1">
      {filters && (
        <aside
          aria-label="Folders and tags"
          className="w-56 shrink-0 overflow-y-auto py-1 pr-2 pl-4 max-md:hidden"
        >
          {filters}
        </aside>
      )}
      <div className="min-w-0 flex-1 overflow-y-auto px-6 pb-24 max-md:px-4">
        <div className="mx-auto w-full max-w-255">
          {filter.show !== 'trash' && (count > 0 || isNarrowed(query)) && (
            <div className="mb-2 flex items-center justify-between gap-3">
              <p className="text-small text-ink-2">{!isNarrowed(query) && plural(count, 'prompt')}</p>
              <Segments
                label="Order"
                options={sorts}
                value={filter.sort}
                onChange={(sort) => change({ sort })}
                segmentClassName="px-3 whitespace-nowrap"
              />
            </div>
          )}
          <PromptList
            {...{ team, defaultModelId, query }}
            first={first.query === JSON.stringify(query) ? first.page : undefined}
            newPrompt={
              facets.can.create && (
                <Button look="primary" onClick={onNew}>
                  <Plus size={16} aria-hidden="true" />
                  New prompt
                </Button>
              )
            }
          />
        </div>
      </div>
    </div>
  )
}
