'use client'

import {
  ChevronLeft,
  Download,
  Ellipsis,
  GitFork,
  Link2,
  Pencil,
  Pin,
  TextCursorInput,
  Trash2,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { buttonClass, IconButton } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/menu.tsx'
import type { PromptDetail, VersionSummary } from '#lib/prompts/schema.ts'
import { promptPath } from '#lib/prompts/schema/address.ts'
import { OpenPrompt } from './open-prompt.tsx'
import { PromptLabels } from './prompt-line.tsx'
import { exportPrompts, usePromptCommands } from './use-prompt-commands.ts'

/** Loaded when they are first opened. */
const EditPrompt = dynamic(async () => (await import('./edit-prompt.tsx')).EditPrompt)
const EditText = dynamic(async () => (await import('./edit-text.tsx')).EditText)

export interface PromptHeadProps {
  team: string
  prompt: PromptDetail
  defaultModelId: string
  /** The version that is looked at. */
  shown: VersionSummary
}

type Opened = 'details' | 'text' | null

/** Where a prompt comes from, where that is another. */
function Origin({ team, prompt: { forkedFrom } }: Pick<PromptHeadProps, 'team' | 'prompt'>) {
  if (!forkedFrom) return null
  const { id, title } = forkedFrom
  if (id === null || title === null) return <span>forked from a prompt that is gone</span>
  return (
    <span>
      forked from{' '}
      <Link
        href={promptPath(team, id)}
        className="rounded-[4px] underline decoration-edge underline-offset-4"
      >
        “{title}”
      </Link>
    </span>
  )
}

/** What a prompt is called, where it lies, and what can be done with it. */
export function PromptHead(props: PromptHeadProps) {
  const { team, prompt, defaultModelId, shown } = props
  const { title, slug, scope, folder, tags, description, labels, createdBy } = prompt
  return (
    <header>
      <Link
        href={`/t/${team}/library`}
        className={buttonClass('quiet', 'small', '-ml-3 gap-1 px-2 max-md:px-2')}
      >
        <ChevronLeft size={16} aria-hidden="true" />
        Library
      </Link>
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-title break-words">{title}</h2>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2">
            <span className="font-mono text-hint">/{slug}</span>
            <span>{scope === 'mine' ? 'Mine' : 'The team’s'}</span>
            {folder && <span>{folder.name}</span>}
            <span>by {createdBy.name}</span>
            <Origin team={team} prompt={prompt} />
          </p>
          {description && <p className="mt-3 max-w-170 break-words whitespace-pre-wrap">{description}</p>}
          {(labels.length > 0 || tags.length > 0) && (
            <p className="mt-3 flex flex-wrap gap-1.5">
              <PromptLabels labels={labels} />
              {tags.map((tag) => (
                <Chip key={tag}>#{tag}</Chip>
              ))}
            </p>
          )}
        </div>
        <div className="flex items-center gap-1 max-md:w-full">
          <OpenPrompt
            {...{ team, defaultModelId }}
            versionId={shown.id}
            look="primary"
            className="mr-1 max-md:flex-1"
          />
          <Actions {...props} />
        </div>
      </div>
    </header>
  )
}

function Actions(props: PromptHeadProps) {
  const { team, prompt, shown } = props
  const commands = usePromptCommands(team)
  const [opened, open] = useState<Opened>(null)
  const { isPinned, version } = prompt
  const number = shown.number === version.number ? undefined : shown.number
  return (
    <>
      <IconButton
        label={isPinned ? 'Unpin' : 'Pin'}
        aria-pressed={isPinned}
        icon={<Pin size={17} className={isPinned ? 'fill-current text-accent' : ''} />}
        onClick={() => void commands.pin(prompt)}
      />
      <IconButton
        label="Copy link"
        icon={<Link2 size={17} />}
        onClick={() => void commands.copyLink(prompt, number)}
      />
      <More {...props} open={open} />
      {opened === 'details' && <EditPrompt team={team} prompt={prompt} onClose={() => open(null)} />}
      {opened === 'text' && <EditText {...{ team, prompt, shown }} onClose={() => open(null)} />}
    </>
  )
}

/** What is rarer. */
function More({ team, prompt, shown, open }: PromptHeadProps & { open: (opened: Opened) => void }) {
  const router = useRouter()
  const commands = usePromptCommands(team)
  const { can, id } = prompt
  async function fork(): Promise<void> {
    const made = await commands.fork(shown.id)
    if (made !== null) router.push(promptPath(team, made))
  }
  async function remove(): Promise<void> {
    if (await commands.remove([prompt])) router.push(`/t/${team}/library`)
  }
  return (
    <Menu
      label="More about the prompt"
      align="end"
      opener={(opener) => <IconButton {...opener} label="More" tip="left" icon={<Ellipsis size={17} />} />}
    >
      {can.change && (
        <>
          <MenuItem icon={<TextCursorInput size={16} />} onSelect={() => open('text')}>
            Write a new version
          </MenuItem>
          <MenuItem icon={<Pencil size={16} />} onSelect={() => open('details')}>
            Edit title, folder, tags
          </MenuItem>
        </>
      )}
      <MenuItem icon={<GitFork size={16} />} onSelect={() => void fork()}>
        Fork to mine
      </MenuItem>
      <MenuItem
        icon={<Download size={16} />}
        onSelect={() => exportPrompts(team, { format: 'json', wanted: { prompts: [id] } })}
      >
        Export with its history
      </MenuItem>
      {can.change && (
        <>
          <MenuLine />
          <MenuItem icon={<Trash2 size={16} />} isDanger onSelect={() => void remove()}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
