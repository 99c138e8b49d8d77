'use client'

import { Ellipsis, Pencil, UserRound, UserRoundX, X } from 'lucide-react'
import { useLightbox } from '#components/gallery/use-lightbox.ts'
import { ReuseButton } from '#components/gallery/reuse-button.tsx'
import { PromptThumb } from '#components/library/prompt-picture.tsx'
import { VersionLink } from '#components/library/version-link.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/menu.tsx'
import { plural } from '#lib/format.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { Example } from '#lib/examples/schema.ts'
import { recipeOfExample } from './recipe.ts'
import type { ExampleCommands } from './use-example-commands.ts'

interface ExampleCardProps {
  team: string
  example: Example
  commands: ExampleCommands
  onEdit: (example: Example) => void
  /** It can be moved in its list. */
  isMovable: boolean
}

const factsOf = ({ recipe: { modelId, inputs } }: Example) =>
  [modelId, ...(inputs > 0 ? [`from ${plural(inputs, 'picture')}`] : [])].join(' · ')

/** An example: its picture, what its curator says of it, and the way to its recipe. */
export function ExampleCard(props: ExampleCardProps) {
  const { team, example, isMovable } = props
  const open = useLightbox()[1]
  const { id, title, note, picture, version } = example
  return (
    <li data-example={id} draggable={isMovable} className="flex min-w-0 flex-col">
      <a
        href={imageUrl(team, picture.id, 'original')}
        aria-label={title}
        aria-keyshortcuts={isMovable ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
        draggable={false}
        className="block rounded-picture"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          open(picture.id)
        }}
      >
        <PromptThumb
          team={team}
          picture={picture}
          sizes="(min-width: 768px) 260px, 46vw"
          className="aspect-[4/3]"
        />
      </a>
      <p className="mt-2 truncate font-medium">{title}</p>
      {note !== '' && <p className="line-clamp-2 text-small break-words text-ink-2">{note}</p>}
      <p className="truncate text-hint text-ink-3">{factsOf(example)}</p>
      {version && (
        <p className="mt-1">
          <VersionLink team={team} version={version} className="max-w-full" />
        </p>
      )}
      <div className="mt-1 flex items-center">
        <ReuseButton team={team} recipe={recipeOfExample(example)} look="quiet" className="-ml-3" />
        <Actions {...props} />
      </div>
    </li>
  )
}

function Actions({ example, commands, onEdit }: ExampleCardProps) {
  const { title, can, owner, isOnProfile } = example
  if (!can.change) return null
  return (
    <span className="ml-auto">
      <Menu
        label={`More about ${title}`}
        align="end"
        opener={(opener) => (
          <IconButton {...opener} label={`More about ${title}`} tip="left" icon={<Ellipsis size={17} />} />
        )}
      >
        <MenuItem icon={<Pencil size={16} />} onSelect={() => onEdit(example)}>
          Edit title and note
        </MenuItem>
        {owner && (
          <MenuItem
            icon={isOnProfile ? <UserRoundX size={16} /> : <UserRound size={16} />}
            onSelect={() => void commands.showOnPage(example)}
          >
            {isOnProfile ? 'Not on my page' : 'Show on my page'}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon={<X size={16} />} onSelect={() => void commands.remove(example)}>
          Take out
        </MenuItem>
      </Menu>
    </span>
  )
}
