'use client'

import {
  BookImage,
  BookmarkPlus,
  Code,
  Columns3,
  FileText,
  Grid3x3,
  History,
  Layers,
  Lightbulb,
  List,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Recipes } from '#components/files/use-recipes.ts'
import type { Reuse } from '#components/reuse/use-reuse.tsx'
import { Button, buttonClass, IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toRef } from '#lib/inputs/schema/visible.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import type { SnippetRequest } from '#lib/snippets/schema.ts'
import type { Draft } from './draft.ts'
import { Improve } from './improve.tsx'
import { IntoAlbum } from './into-album.tsx'
import { Presets } from './presets.tsx'
import type { PlaygroundState } from './use-playground.ts'
import { useToolCommands } from './use-tool-commands.ts'

/** Loaded when they are first opened. */
const FileDialog = dynamic(async () => (await import('#components/batches/file-dialog.tsx')).FileDialog)
const MatrixDialog = dynamic(async () => (await import('#components/batches/matrix-dialog.tsx')).MatrixDialog)
const ModelsDialog = dynamic(async () => (await import('#components/batches/models-dialog.tsx')).ModelsDialog)
const ListsDialog = dynamic(async () => (await import('#components/wildcards/lists-dialog.tsx')).ListsDialog)
const CodeDialog = dynamic(async () => (await import('./code-dialog.tsx')).CodeDialog)
const Guide = dynamic(async () => (await import('./guide.tsx')).Guide)
const SavePrompt = dynamic(async () => (await import('#components/library/save-prompt.tsx')).SavePrompt)
const ExamplesDialog = dynamic(
  async () => (await import('#components/examples/examples-dialog.tsx')).ExamplesDialog,
)
const PromptHistory = dynamic(async () => (await import('./prompt-history.tsx')).PromptHistory)

interface Shared {
  team: string
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

interface ToolsProps {
  team: string
  models: readonly ModelCard[]
  state: PlaygroundState
  reuse: Reuse
  recipes: Recipes
  canImprove: boolean
}

type Opened = 'history' | 'examples' | 'save' | 'guide' | 'models' | 'matrix' | 'file' | 'lists' | null

/** Below the prompt: one's own prompts, a better one, and many at once. */
export function Tools(props: ToolsProps) {
  const { team, state, reuse, recipes, canImprove } = props
  const { draft, change } = state
  const [opened, open] = useState<Opened>(null)
  const close = () => open(null)
  useToolCommands(open, draft.prompt.trim() !== '')
  return (
    <>
      <IconButton label="My prompts" tip="top" icon={<History size={17} />} onClick={() => open('history')} />
      <IconButton
        label="How to write a prompt"
        tip="top"
        icon={<Lightbulb size={17} />}
        onClick={() => open('guide')}
      />
      <IconButton
        label="Examples"
        tip="top"
        icon={<BookImage size={17} />}
        onClick={() => open('examples')}
      />
      <IconButton
        label="Save to the library"
        tip="top"
        icon={<BookmarkPlus size={17} />}
        disabled={draft.prompt.trim() === ''}
        onClick={() => open('save')}
      />
      <ManyMenu open={open} />
      <IntoAlbum team={team} draft={draft} change={change} />
      {canImprove && <Improve team={team} prompt={draft.prompt} onAccept={(prompt) => change({ prompt })} />}
      {opened === 'guide' && <Guide onClose={close} />}
      {opened === 'examples' && (
        <ExamplesDialog team={team} defaultModelId={draft.modelId} onReuse={reuse} onClose={close} />
      )}
      {opened === 'save' && (
        <SavePrompt
          {...{ team, draft }}
          values={state.values}
          onSaved={(version) => change({ version })}
          onClose={close}
        />
      )}
      {opened === 'history' && (
        <PromptHistory
          team={team}
          onChoose={(recipe) => reuse(recipe, 'prompt')}
          onPictures={recipes.use}
          onClose={close}
        />
      )}
      <Batches {...props} opened={opened} onClose={close} />
    </>
  )
}

const ways = [
  { opened: 'models', icon: Columns3, label: 'Several models' },
  { opened: 'matrix', icon: Grid3x3, label: 'Matrix' },
  { opened: 'file', icon: FileText, label: 'From a file' },
  { opened: 'lists', icon: List, label: 'Lists' },
] as const

function ManyMenu({ open }: { open: (opened: Opened) => void }) {
  return (
    <Menu
      label="Many at once"
      opener={(opener) => (
        <button type="button" className={buttonClass('quiet')} {...opener}>
          <Layers size={16} aria-hidden="true" />
          <span className="max-md:sr-only">Many</span>
        </button>
      )}
    >
      {ways.map(({ opened, icon: Icon, label }) => (
        <MenuItem key={opened} icon={<Icon size={16} />} onSelect={() => open(opened)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}

function Batches({
  team,
  models,
  state,
  opened,
  onClose,
}: ToolsProps & { opened: Opened; onClose: () => void }) {
  const { draft, model, request, inputs, written, lists } = state
  const { prompt: template, variables, isPlain: plain } = draft
  const { modelId, provider: _provider, ...beside } = request
  const pictures = { inputs: inputs.map(toRef) }
  const base = { template, variables, plain, ...request, ...pictures }
  if (opened === 'matrix') {
    const hasExpansions = written.sequence.count > 1n
    const subject = { model, models, variables: written.variables, hasExpansions }
    return <MatrixDialog {...{ team, base, subject, onClose }} />
  }
  if (opened === 'models')
    return (
      <ModelsDialog
        {...{ team, models, onClose }}
        wish={{ template, variables, plain, ...beside, ...pictures }}
        modelId={modelId}
      />
    )
  if (opened === 'lists') return <ListsDialog team={team} onClose={onClose} />
  if (opened === 'file')
    return <FileDialog {...{ team, base, lists, onClose }} parameters={model.parameters} />
  return null
}

/** Below the parameters: settings by name, and the request as a program. */
export function Extras({
  team,
  draft,
  change,
  request,
  baseUrl,
}: Shared & { request: SnippetRequest; baseUrl: string }) {
  const [hasCode, setHasCode] = useState(false)
  return (
    <>
      <Presets {...{ team, draft, change }} />
      <Button className="flex-1" onClick={() => setHasCode(true)}>
        <Code size={15} aria-hidden="true" />
        Code
      </Button>
      {hasCode && <CodeDialog request={request} baseUrl={baseUrl} onClose={() => setHasCode(false)} />}
    </>
  )
}
