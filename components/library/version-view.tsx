'use client'

import { BadgeCheck, RotateCcw } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { LateExampleRow } from '#components/examples/late-example-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatDay } from '#lib/format.ts'
import type { PromptDetail, PromptVersion, VersionSummary } from '#lib/prompts/schema.ts'
import { BestPictures } from './best-pictures.tsx'
import { PromptWords } from './prompt-words.tsx'
import { settingWords } from './setting-words.ts'
import { StatsLine } from './stats-line.tsx'
import { usePromptCommands } from './use-prompt-commands.ts'
import { useVersion } from './use-version.ts'

/** Loaded when it is first opened. */
const LabelVersion = dynamic(async () => (await import('./label-version.tsx')).LabelVersion)

interface VersionViewProps {
  team: string
  prompt: PromptDetail
  shown: VersionSummary
  onShow: (number: number) => void
}

/** "imagen-3.0-generate-002", "16:9", "2 images": with what a version is used, where it says so. */
function settingsOf({ modelId, provider, parameters, extra }: PromptVersion): string[] {
  if (modelId === null) return []
  const values = Object.entries({ ...parameters, ...extra })
  const words = values.map(([name, value]) => settingWords(name, value))
  return [modelId, ...(provider === null ? [] : [provider]), ...words]
}

/** What can be done with a version: made the newest again, labelled. */
function Actions({ team, prompt, shown, onShow }: VersionViewProps) {
  const commands = usePromptCommands(team)
  const [isLabelling, setIsLabelling] = useState(false)
  if (!prompt.can.change) return null
  return (
    <span className="flex shrink-0 gap-1 max-md:-ml-4 md:ml-auto">
      <Button look="quiet" onClick={() => setIsLabelling(true)}>
        <BadgeCheck size={16} aria-hidden="true" />
        Label
      </Button>
      {shown.number !== prompt.version.number && (
        <Button
          look="quiet"
          onClick={() => void commands.restoreVersion(shown).then(() => onShow(prompt.version.number + 1))}
        >
          <RotateCcw size={15} aria-hidden="true" />
          Restore
        </Button>
      )}
      {isLabelling && <LabelVersion {...{ team, prompt, shown }} onClose={() => setIsLabelling(false)} />}
    </span>
  )
}

function Said({ version }: { version: PromptVersion }) {
  const variables = Object.entries(version.variables)
  const settings = settingsOf(version)
  return (
    <>
      <p className="rounded-panel border border-line bg-surface p-4 text-prompt break-words whitespace-pre-wrap">
        <PromptWords text={version.text} isPlain={version.isPlain} />
      </p>
      {variables.length > 0 && (
        <dl className="mt-3 grid grid-cols-[minmax(0,140px)_1fr] gap-x-3 gap-y-1 text-small">
          {variables.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="truncate text-ink-2">{`{{${name}}}`}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {(settings.length > 0 || version.isPlain) && (
        <p className="mt-3 flex flex-wrap gap-1.5">
          {version.isPlain && <Chip>sent as it stands</Chip>}
          {settings.map((setting) => (
            <Chip key={setting}>{setting}</Chip>
          ))}
        </p>
      )}
    </>
  )
}

/** One version of a prompt: what it says, with what, and what came of it. */
export function VersionView(props: VersionViewProps) {
  const { team, prompt, shown } = props
  const version = useVersion(team, prompt, shown)
  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-3">
        <h3 className="font-semibold">Version {shown.number}</h3>
        <p className="min-w-0 truncate text-small text-ink-2 max-md:basis-full">
          {shown.author.name} · {formatDay(shown.createdAt)}
        </p>
        <Actions {...props} />
      </div>
      {shown.note !== '' && <p className="mb-3 break-words whitespace-pre-wrap text-ink-2">{shown.note}</p>}
      {version ? <Said version={version} /> : <Skeleton className="h-32" />}
      <StatsLine stats={shown.stats} className="mt-4 text-small text-ink-2" />
      <div className="mt-4 flex flex-col gap-6">
        {version && version.best.length > 0 && (
          <section>
            <h4 className="mb-2 text-hint font-medium text-ink-3">What came of it</h4>
            <BestPictures team={team} pictures={version.best} of={`version ${shown.number}`} />
          </section>
        )}
        <LateExampleRow team={team} prompt={prompt.id} />
      </div>
    </div>
  )
}
