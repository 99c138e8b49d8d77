'use client'

import { Kbd } from '#components/ui/chip.tsx'
import { Modal } from '#components/ui/dialog.tsx'
import { SearchList } from '#components/ui/search-list.tsx'
import { useAllCommands } from './commands.ts'

/** Everything that can be done now, by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands()
  const names = [...new Set(commands.map(({ group }) => group))]
  const groups = names.map((name) => ({
    name,
    items: commands
      .filter(({ group }) => group === name)
      .map(({ id, label, keys }) => ({ id, label, ...(keys ? { aside: <Kbd>{keys}</Kbd> } : {}) })),
  }))
  return (
    <Modal
      label={{ 'aria-label': 'Search or run' }}
      isOpen
      onClose={onClose}
      className="mx-auto mt-[12dvh] w-140 max-w-[calc(100vw-24px)] animate-rise rounded-panel border border-line bg-raised shadow-float"
    >
      <SearchList
        label="Search or run"
        groups={groups}
        none="Nothing is called that."
        onChoose={(id) => {
          // First, so that what is run may open something else, and the focus goes there.
          onClose()
          commands.find((command) => command.id === id)?.run()
        }}
      />
    </Modal>
  )
}
