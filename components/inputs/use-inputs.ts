'use client'

import { useRef, useState } from 'react'
import { useLatest } from '#components/ui/use-latest.ts'
import { imagesOf, maskOf, moved, withImages, withMask } from './arrange.ts'
import type { InputsProps } from './inputs.tsx'
import { useDrop } from './use-drop.ts'
import { usePictures } from './use-pictures.ts'

const nothing = { min: 0, max: 1, mask: false }

/** The pictures of the draft that the model takes, and everything that is done with them. */
export function useInputs({ team, model, draft, change, onPictures }: InputsProps) {
  const { max: most, mask: takesMask } = model.inputs ?? nothing
  const pictures = usePictures({ team, modelName: model.name, most, change })
  const [opened, open] = useState<'gallery' | 'mask' | null>(null)
  const root = useRef<HTMLElement>(null)
  const onFiles = useLatest((files: File[]) => {
    void pictures.add(files)
    onPictures(files)
  })
  const isOver = useDrop(root, onFiles)
  const inputs = draft.inputs.filter(({ role }) => role === 'image' || takesMask)
  const without = (id: string) => imagesOf(inputs).filter((image) => image.id !== id)
  const mask = maskOf(inputs)
  const [first] = imagesOf(inputs)
  return {
    most,
    /** Nothing where there is no mask to paint. */
    onMask: takesMask && first ? { onMask: () => open('mask') } : {},
    pictures,
    opened,
    open,
    root,
    isOver,
    onFiles,
    inputs,
    first,
    mask,
    move: (id: string, step: -1 | 1) => change({ inputs: moved(inputs, id, step) }),
    remove: (id: string) =>
      change({ inputs: mask?.id === id ? withMask(inputs, null) : withImages(inputs, without(id)) }),
  }
}
