'use client'

import { Shuffle } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { listExpansions, sampleExpansions } from '#lib/language/schema.ts'
import type { Draft } from './draft.ts'
import type { Written } from './use-language.ts'

/** As many as one reads. */
const shown = 50
const seeds = 2 ** 31

interface ExpansionsProps {
  written: Written
  sample: Draft['sample']
  onSample: (sample: Draft['sample']) => void
}

const grouped = (count: bigint) => new Intl.NumberFormat('en-US').format(count)

/** Drawn again: other texts of the same prompt. */
const newSeed = () => Math.floor(Math.random() * seeds)

/** How many texts the prompt stands for, which they are, and whether all of them or a sample is wanted. */
export function Expansions({ written, sample, onSample }: ExpansionsProps) {
  const { sequence, texts, problem } = written
  if (sequence.count <= 1n || problem !== null) return null
  const words =
    texts < sequence.count
      ? `${grouped(texts)} of ${grouped(sequence.count)} expansions`
      : `${grouped(sequence.count)} expansions`
  return (
    <span className="flex items-center gap-1.5 text-small text-ink-3">
      {words} ·
      <Popover
        label="Expansions"
        kind="dialog"
        className="w-110 max-w-[calc(100vw-24px)]"
        opener={(opener) => (
          <button
            type="button"
            className="touch-target underline decoration-edge underline-offset-4 hover:text-ink"
            {...opener}
          >
            show
          </button>
        )}
      >
        <Listed written={written} sample={sample} onSample={onSample} />
      </Popover>
    </span>
  )
}

function Listed({ written: { sequence, texts }, sample, onSample }: ExpansionsProps) {
  const list = sample
    ? sampleExpansions(sequence, Math.min(sample.size, shown), sample.seed)
    : listExpansions(sequence, shown)
  return (
    <div className="flex max-h-[60dvh] flex-col">
      <SampleBar sample={sample} onSample={onSample} />
      <ol aria-label="Expansions" className="min-h-0 list-decimal overflow-y-auto py-2 pr-3 pl-9 text-small">
        {list.map((text, index) => (
          <li key={index} className="py-0.5 break-words marker:text-ink-3">
            {text}
          </li>
        ))}
      </ol>
      {texts > BigInt(list.length) && (
        <p className="border-t border-line px-3 py-2 text-hint text-ink-3">
          The first {list.length} are shown.
        </p>
      )}
    </div>
  )
}

function SampleBar({ sample, onSample }: Pick<ExpansionsProps, 'sample' | 'onSample'>) {
  return (
    <div className="flex items-end gap-2 border-b border-line p-3">
      <Segments
        label="How many"
        className="w-44"
        options={[
          { value: 'all', label: 'All' },
          { value: 'sample', label: 'Sample' },
        ]}
        value={sample ? 'sample' : 'all'}
        onChange={(value) => onSample(value === 'all' ? null : { size: 4, seed: newSeed() })}
      />
      {sample && (
        <>
          <Field label="Size">
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={1}
                max={1000}
                className="w-20"
                value={sample.size}
                onChange={(event) =>
                  onSample({
                    ...sample,
                    size: Math.max(1, Math.min(1000, Number(event.target.value) || 1)),
                  })
                }
              />
            )}
          </Field>
          <IconButton
            label="Draw again"
            look="outline"
            tip="top"
            icon={<Shuffle size={16} />}
            onClick={() => onSample({ ...sample, seed: newSeed() })}
          />
        </>
      )}
    </div>
  )
}
