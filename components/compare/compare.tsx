'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Slider } from '#components/ui/slider.tsx'
import { imageDetailQuery } from '#lib/images/queries.ts'
import type { ImageDetail } from '#lib/images/schema.ts'
import { differencesOf } from './differences.ts'
import { Stage } from './stage.tsx'
import { useZoom } from './use-zoom.ts'

const modes = ['slider', 'side', 'fade', 'difference'] as const
export type CompareMode = (typeof modes)[number]

const modeNames: Record<CompareMode, string> = {
  slider: 'Slider',
  side: 'Side by side',
  fade: 'Fade',
  difference: 'Difference',
}

interface CompareProps {
  team: string
  ids: readonly [string, string]
  onSwap: () => void
  onClose: () => void
}

const stepPercent = 5

/** Two images, and what was different in their making. */
export function Compare({ team, ids: [idA, idB], onSwap, onClose }: CompareProps) {
  const { data: a } = useQuery(imageDetailQuery(team, idA))
  const { data: b } = useQuery(imageDetailQuery(team, idB))
  const [mode, setMode] = useState<CompareMode>('slider')
  const [part, setPart] = useState(50)
  const { transform, stage, pointer, onKey } = useZoom()

  function onKeyDown(event: KeyboardEvent): void {
    // Fields have their own use for these keys.
    if (event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey) return
    const index = Number(event.key) - 1
    const chosen = modes[index]
    if (chosen) return setMode(chosen)
    if (!event.shiftKey) {
      if (event.key === 'ArrowLeft') setPart(Math.max(0, part - stepPercent))
      if (event.key === 'ArrowRight') setPart(Math.min(100, part + stepPercent))
    }
    if (event.key === 'x') onSwap()
    onKey(event)
  }

  const hasPart = mode === 'slider' || mode === 'fade'
  return (
    <Modal label={{ 'aria-label': 'Compare' }} isOpen onClose={onClose} className="m-0 size-full bg-bg">
      {/* The dialog's keys; each has a control beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="flex h-dvh flex-col" onKeyDown={onKeyDown}>
        <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-2 py-1">
          <IconButton label="Close" tip="right" icon={<X size={19} />} onClick={onClose} />
          <Segments
            label="How to compare"
            className="max-md:order-last max-md:w-full"
            segmentClassName="px-3 max-md:px-1"
            options={modes.map((value) => ({ value, label: modeNames[value] }))}
            value={mode}
            onChange={setMode}
          />
          <span className="mx-auto w-60 max-md:w-auto max-md:flex-1">
            {hasPart && (
              <Slider
                aria-label={mode === 'slider' ? 'Divider' : 'How much of B shows'}
                min={0}
                max={100}
                value={part}
                onChange={setPart}
              />
            )}
          </span>
          <IconButton label="Swap A and B" tip="left" icon={<ArrowLeftRight size={18} />} onClick={onSwap} />
        </div>
        <div
          ref={stage}
          className="min-h-0 flex-1 cursor-grab touch-none p-4 active:cursor-grabbing max-md:p-2"
          {...pointer}
        >
          {a && b && <Stage {...{ team, mode, part, transform }} images={[a, b]} />}
        </div>
        {a && b && <Differences images={[a, b]} />}
      </div>
    </Modal>
  )
}

function Differences({ images: [a, b] }: { images: [ImageDetail, ImageDetail] }) {
  const differences = differencesOf(a, b)
  return (
    <div className="max-h-[30dvh] shrink-0 overflow-y-auto border-t border-line bg-surface px-4 py-3">
      {differences.length === 0 ? (
        <p className="text-small text-ink-2">Both were asked for alike: the same recipe, another draw.</p>
      ) : (
        <table className="w-full max-w-255 text-small">
          <thead>
            <tr className="text-left text-hint text-ink-3">
              <th scope="col" className="w-32 pb-1 font-medium">
                Differs
              </th>
              <th scope="col" className="pb-1 font-medium">
                A
              </th>
              <th scope="col" className="pb-1 font-medium">
                B
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, values }) => (
              <tr key={name} className="align-top">
                <th
                  scope="row"
                  className="py-0.5 pr-3 text-left font-normal text-ink-2 first-letter:uppercase"
                >
                  {name}
                </th>
                {values.map((value, index) => (
                  <td key={index} className="py-0.5 pr-3 break-words">
                    {value ?? <span className="text-ink-3">not set</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
