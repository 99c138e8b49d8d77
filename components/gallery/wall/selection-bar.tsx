'use client'

import { Ellipsis, X } from 'lucide-react'
import { useState } from 'react'
import { useAlbumCommands } from '#components/albums/use-album-commands.ts'
import { useBulk } from '#components/bulk/use-bulk.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { GalleryCommands } from '../use-gallery-commands.ts'
import { chooseAll, chosenIds, clear, selectionOf } from './chosen.ts'
import type { Chosen, SelectionAction } from './selection-action.ts'
import { selectionActions } from './selection-actions.tsx'
import type { Wall } from './use-wall.ts'

export interface SelectionBarProps {
  team: string
  wall: Wall
  commands: GalleryCommands
  chosen: number
  total: number
}

const number = new Intl.NumberFormat('en-US')

const light = 'text-current hover:bg-button-ink/15 hover:text-current focus-visible:outline-current'

function useChosen({ team, wall, commands, chosen }: SelectionBarProps): Chosen {
  const bulk = useBulk(team)
  const { setCover } = useAlbumCommands(team)
  const { store, filter } = wall
  return {
    team,
    filter,
    commands,
    bulk,
    setCover,
    count: chosen,
    selection: () => selectionOf(store, filter),
    ids: () => chosenIds(store),
    clear: () => clear(store),
  }
}

function useActions(props: SelectionBarProps) {
  const [open, setOpen] = useState<SelectionAction | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const chosen = useChosen(props)
  async function start(action: SelectionAction): Promise<void> {
    if (action.dialog) return setOpen(action)
    if (isBusy) return
    setIsBusy(true)
    try {
      await action.run?.(chosen)
    } catch {
      toast('What is chosen could not be read. Try again.')
    }
    setIsBusy(false)
  }
  const Dialog = open?.dialog
  return { start, dialog: Dialog && <Dialog chosen={chosen} onClose={() => setOpen(null)} /> }
}

/** How many are chosen, and what can be done with them. */
export function SelectionBar(props: SelectionBarProps) {
  const { wall, chosen, total } = props
  const { start, dialog } = useActions(props)
  const offered = selectionActions.filter(({ isOffered }) => isOffered(wall.filter, chosen))
  return (
    <>
      <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-2 max-md:bottom-2">
        <section
          aria-label="Selection"
          className="pointer-events-auto flex max-w-full animate-rise items-center gap-0.5 rounded-[12px] bg-button py-1 pr-1 pl-4 text-button-ink shadow-float max-md:pl-3 forced-colors:border"
        >
          <p role="status" className="font-medium whitespace-nowrap">
            {number.format(chosen)} selected
          </p>
          {chosen < total && (
            <button
              type="button"
              className="touch-target mx-2 text-small whitespace-nowrap underline underline-offset-2 opacity-80 hover:opacity-100 focus-visible:outline-current max-md:mx-1"
              onClick={() => chooseAll(wall.store)}
            >
              all {number.format(total)}
              <span className="max-md:sr-only"> that match</span>
            </button>
          )}
          {offered.map((action) => (
            <BarAction key={action.id} action={action} onStart={() => void start(action)} />
          ))}
          <RareActions
            actions={offered.filter(({ place }) => place === 'menu')}
            onStart={(action) => void start(action)}
          />
          <IconButton
            label="Clear the selection"
            tip="top"
            icon={<X size={17} />}
            className={light}
            onClick={() => clear(wall.store)}
          />
        </section>
      </div>
      {dialog}
    </>
  )
}

function BarAction({ action, onStart }: { action: SelectionAction; onStart: () => void }) {
  if (action.place !== 'bar') return null
  return (
    <button
      type="button"
      aria-label={action.label}
      className="flex h-9 items-center gap-2 rounded-control px-2.5 text-small whitespace-nowrap hover:bg-button-ink/15 focus-visible:outline-current max-md:size-11 max-md:justify-center max-md:px-0"
      onClick={onStart}
    >
      {action.icon}
      <span className="max-md:hidden">{action.label}</span>
    </button>
  )
}

interface RareActionsProps {
  actions: readonly SelectionAction[]
  onStart: (action: SelectionAction) => void
}

function RareActions({ actions, onStart }: RareActionsProps) {
  if (actions.length === 0) return null
  return (
    <Menu
      label="More for the selection"
      align="end"
      opener={(opener) => (
        <IconButton {...opener} label="More" tip="top" icon={<Ellipsis size={17} />} className={light} />
      )}
    >
      {actions.map((action) => (
        <MenuItem key={action.id} icon={action.icon} onSelect={() => onStart(action)}>
          {action.label}
        </MenuItem>
      ))}
    </Menu>
  )
}
