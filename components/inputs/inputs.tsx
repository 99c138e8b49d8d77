'use client'

import { useRef } from 'react'
import type { Draft } from '#components/playground/draft.ts'
import { Notice } from '#components/ui/notice.tsx'
import { cn } from '#lib/cn.ts'
import { uploadMimes } from '#lib/inputs/schema/address.ts'
import type { Model } from '#lib/models/schema.ts'
import { AddMenu } from './add-menu.tsx'
import { GalleryPicker } from './gallery-picker.tsx'
import { InputList } from './input-list.tsx'
import { MaskEditor } from './mask-editor.tsx'
import { useInputs } from './use-inputs.ts'

export interface InputsProps {
  team: string
  model: Model
  draft: Pick<Draft, 'inputs'>
  change: (changes: Partial<Draft>) => void
  /** They came from outside, and may say how they were made. */
  onPictures: (files: readonly File[]) => void
}

/** The pictures that a request starts from: brought along, chosen, ordered, masked. */
export function Inputs(props: InputsProps) {
  const { team, model } = props
  const { most, pictures, opened, open, root, isOver, inputs, first, mask, move, remove, onMask, onFiles } =
    useInputs(props)
  const file = useRef<HTMLInputElement>(null)
  const close = () => open(null)
  return (
    <section
      ref={root}
      aria-label="Inputs"
      className={cn(
        'mb-2 flex flex-wrap items-center gap-2 rounded-control',
        isOver && 'outline-2 outline-offset-4 outline-accent',
      )}
    >
      <InputList {...{ team, inputs }} {...onMask} adding={pictures.adding} onMove={move} onRemove={remove} />
      <AddMenu
        label={first && most === 1 ? 'Change picture' : 'Add picture'}
        onDevice={() => file.current?.click()}
        onGallery={() => open('gallery')}
        {...onMask}
      />
      <input
        ref={file}
        type="file"
        accept={uploadMimes.join(',')}
        multiple={most > 1}
        aria-label="Pictures from this device"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <span className="text-hint text-ink-3">{isOver ? 'Drop to add.' : hint(model, inputs.length > 0)}</span>
      <Problem text={pictures.problem} />
      {opened === 'gallery' && (
        <GalleryPicker team={team} most={most} onChoose={pictures.choose} onClose={close} />
      )}
      {opened === 'mask' && first && (
        <MaskEditor {...{ team, mask, pictures }} picture={first} onRemove={remove} onClose={close} />
      )}
    </section>
  )
}

function Problem({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <Notice kind="danger" isAlert className="basis-full">
      {text}
    </Notice>
  )
}

function hint({ inputs, takesPrompt }: Model, hasSome: boolean): string {
  if (!takesPrompt) return hasSome ? 'No words are needed.' : 'It needs a picture, and no words.'
  if (hasSome) return ''
  const most = inputs?.max ?? 1
  const what = most === 1 ? 'a picture' : `up to ${most} pictures`
  return `Drop or paste ${what}${inputs?.min === 0 ? ', or none' : ''}.`
}
