'use client'

import type { FormEvent } from 'react'
import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Switch } from '#components/ui/switch.tsx'
import type { DownloadFormat } from '#lib/files/schema/options.ts'
import { downloadFormats, maxConverted } from '#lib/files/schema/options.ts'
import type { Selection } from '#lib/images/schema/filter.ts'
import { keepChoice, lastChoice } from './choice.ts'
import { useDownload } from './use-download.ts'

export interface DownloadDialogProps {
  team: string
  selection: Selection
  /** How many pictures the selection has. */
  count: number
  onClose: () => void
}

const names: Record<DownloadFormat, string> = {
  original: 'Original',
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
}

const hints: Record<DownloadFormat, string> = {
  original: 'As it was made: not a pixel is changed.',
  png: 'Without loss, and large.',
  jpeg: 'For every program. What is transparent becomes white.',
  webp: 'Smaller than JPEG, and looks the same.',
  avif: 'The smallest. It takes some seconds.',
  gif: '256 colours, for old programs.',
}

const formats = downloadFormats.map((value) => ({ value, label: names[value] }))

const tooMany = `At most ${maxConverted} pictures are made anew at once. Take the originals, or choose fewer.`

/** Asks as what pictures are downloaded; the answer is remembered on this device. */
export function DownloadDialog({ team, selection, count, onClose }: DownloadDialogProps) {
  const [options, setOptions] = useState(lastChoice)
  const { isBusy, problem, start } = useDownload({ team, selection, onDone: onClose })
  const form = useId()
  const isTooMany = options.as !== 'original' && count > maxConverted

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (isTooMany || isBusy) return
    keepChoice(options)
    start(options)
  }

  return (
    <Dialog
      title={count === 1 ? 'Download' : `Download ${count.toLocaleString('en-US')} pictures`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" isBusy={isBusy} disabled={isTooMany}>
            {isBusy ? 'Preparing …' : 'Download'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <Segments
          label="Format"
          options={formats}
          value={options.as}
          onChange={(as) => setOptions({ ...options, as })}
          className="flex-wrap"
          segmentClassName="max-sm:basis-[30%] px-1"
        />
        <p className="-mt-1 text-small">{hints[options.as]}</p>
        <RecipeSwitch isOn={options.recipe} onChange={(recipe) => setOptions({ ...options, recipe })} />
        {count > 1 && (
          <p className="text-small">One zip, with a list of how each was made and what it cost.</p>
        )}
        <Problem text={isTooMany ? tooMany : problem} />
      </form>
    </Dialog>
  )
}

function RecipeSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex items-start justify-between gap-4 border-t border-line pt-3">
      <div>
        <label htmlFor={id} className="font-medium text-ink">
          With the recipe inside the file
        </label>
        <p id={`${id}-hint`} className="text-small">
          {isOn
            ? 'Prompt, model and settings, and that it was generated. No names, no costs.'
            : 'Nothing is in it but the picture.'}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        className="mt-0.5"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  )
}

function Problem({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <Notice kind="danger" isAlert>
      {text}
    </Notice>
  )
}
