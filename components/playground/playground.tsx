'use client'

import { useRef, useState } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import type { PromptFieldHandle } from '#components/editor/prompt-field.tsx'
import { chooseFile, picturesAccepted } from '#components/files/choose.ts'
import { RecipeDrop } from '#components/files/recipe-drop.tsx'
import { useRecipes } from '#components/files/use-recipes.ts'
import { LateInputs } from '#components/inputs/late-inputs.tsx'
import { DraftSource } from '#components/library/draft-source.tsx'
import { useLibraryPrompts } from '#components/library/use-library-prompts.ts'
import { useReuse } from '#components/reuse/use-reuse.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import type { FeedPage } from '#lib/batches/schema.ts'
import type { Model, ModelCard } from '#lib/models/schema.ts'
import { Composer } from './composer.tsx'
import { Extras, Tools } from './tools.tsx'
import { ConfirmSpend } from './confirm-spend.tsx'
import { Panel } from './panel.tsx'
import { PlaygroundCommands } from './playground-commands.tsx'
import { PlaygroundLightbox } from './playground-lightbox.tsx'
import { Results } from './results.tsx'
import { Settings } from './settings.tsx'
import { usePromptHistory } from './use-history.ts'
import { useListNames } from './use-lists.ts'
import type { PlaygroundState } from './use-playground.ts'
import { usePlayground } from './use-playground.ts'

export interface PlaygroundProps {
  team: string
  me: { id: string; name: string }
  environment: 'standin' | 'live'
  models: ModelCard[]
  model: Model
  page: FeedPage
  examplePrompt: string
  panelWidth: number
  /** Guests look, and do not generate. */
  canGenerate: boolean
  /** A chat model is there to ask. */
  canImprove: boolean
  /** Of the API that this server calls. */
  baseUrl: string
}

type AboveProps = Pick<PlaygroundState, 'draft' | 'change' | 'model'> & {
  team: string
  onPictures: (files: readonly File[]) => void
}

/** Above the prompt: where it is from, and the pictures that it starts from. */
function Above({ team, model, draft, change, onPictures }: AboveProps) {
  return (
    <>
      <DraftSource {...{ team, draft, change }} />
      <LateInputs {...{ team, model, draft, change, onPictures }} />
    </>
  )
}

/** The room where pictures are made: parameters, results, composer. */
export function Playground(props: PlaygroundProps) {
  const { team, models, model: defaultModel, page } = props
  const state = usePlayground(props)
  const { draft, change, model, missing, problems, provider, failure } = state
  const walk = usePromptHistory(team, draft.prompt, (prompt) => change({ prompt }))
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const promptRef = useRef<PromptFieldHandle>(null)

  const { reuse, dialog } = useReuse(team, () => promptRef.current?.focus())
  const recipes = useRecipes({ draft, models, reuse })
  const library = useLibraryPrompts(team, reuse)

  const settings = (
    <Settings {...{ team, models, model, missing, provider, problems, draft, change }} extra={state.extra} />
  )
  const request = { ...state.request, prompt: state.written.single, inputs: state.inputs }
  const extras = <Extras {...{ team, draft, change, request }} baseUrl={props.baseUrl} />
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1">
      <Panel firstWidth={props.panelWidth} footer={extras}>
        {settings}
      </Panel>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto px-7 py-5 max-md:px-4">
          <Results {...{ team, models }} onReuse={reuse} firstPage={page} defaultModelId={defaultModel.id} />
        </div>
        <div className="md:px-7 md:pb-4">
          <Composer
            {...state}
            isSignedOut={failure?.code === 'signed_out'}
            promptRef={promptRef}
            listNames={useListNames(team)}
            limit={model.promptLimit}
            problem={failure?.message ?? null}
            onWalk={(step) => void walk(step)}
            takesPrompt={model.takesPrompt}
            {...library}
            inputs={<Above {...{ team, model, draft, change }} onPictures={recipes.offer} />}
            tools={<Tools {...{ team, models, state, reuse, recipes }} canImprove={props.canImprove} />}
            onParameters={() => setIsSheetOpen(true)}
          />
        </div>
      </div>
      <ConfirmSpend {...state.asked} />
      <PlaygroundCommands
        models={models}
        onModel={(modelId) => change({ modelId })}
        onGenerate={state.onGenerate}
        onPrompt={() => promptRef.current?.focus()}
        onPicture={() => chooseFile(picturesAccepted, recipes.use)}
      />
      <PlaygroundLightbox team={team} />
      <LateCompare team={team} />
      {dialog}
      <RecipeDrop hasInputs={model.inputs !== null} onFiles={recipes.use} />
      <Sheet title="Parameters" isOpen={isSheetOpen} onClose={() => setIsSheetOpen(false)}>
        {settings}
        <div className="mt-6 flex gap-2">{extras}</div>
      </Sheet>
    </main>
  )
}
