'use client'

import { Upload, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inputUrl } from '#lib/inputs/schema/address.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { toMask } from './mask-drawing.ts'
import { MaskTools } from './mask-tools.tsx'
import type { Brush } from './use-mask.ts'
import { useMask } from './use-mask.ts'
import type { Pictures } from './use-pictures.ts'

interface MaskEditorProps {
  team: string
  /** On which it lies. */
  picture: VisibleInput
  mask: VisibleInput | undefined
  pictures: Pictures
  onRemove: (id: string) => void
  onClose: () => void
}

const tooLarge = 'This browser cannot make a mask of this size. Choose one from a file.'

/** Makes a mask the picture's, and says why it could not. */
function useKeep({ pictures, onClose }: MaskEditorProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function keep(made: File | null): Promise<void> {
    setProblem(made ? null : tooLarge)
    setIsBusy(made !== null)
    if (made && (await pictures.addMask(made))) onClose()
    else setIsBusy(false)
  }
  return { keep, isBusy, problem: problem ?? pictures.problem }
}

/** Taken from whatever else is undone by it. */
const onUndoKey = (undo: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  undo()
}

/** The part of a picture that shall change, painted on it; or a mask from a file, for whoever cannot paint. */
export function MaskEditor(props: MaskEditorProps) {
  const { team, picture, mask, onClose } = props
  const title = useId()
  const [brush, setBrush] = useState<Brush>({ size: 8, isErasing: false })
  const { canvas, surface, isBlank, ...steps } = useMask(
    picture,
    mask ? inputUrl(team, mask, 'original') : null,
    brush,
  )
  const { keep, isBusy, problem } = useKeep(props)
  const shape = picture.width / picture.height
  return (
    <Modal
      label={{ 'aria-labelledby': title }}
      isOpen
      onClose={onClose}
      className="w-240 max-w-[calc(100vw-16px)] animate-rise rounded-panel border border-line bg-raised shadow-float"
    >
      {/* The dialog's key; it has a button beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="flex max-h-[calc(100dvh-16px)] flex-col gap-3 p-4" onKeyDown={onUndoKey(steps.undo)}>
        <MaskHead id={title} onClose={onClose} />
        <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden rounded-picture bg-sunk">
          <div className="relative" style={{ width: `min(100%, ${60 * shape}dvh)`, aspectRatio: shape }}>
            <img
              src={inputUrl(team, picture, '1024')}
              alt="What the mask lies on"
              width={picture.width}
              height={picture.height}
              className="block size-full"
            />
            <canvas
              ref={canvas}
              {...surface}
              className="absolute inset-0 size-full cursor-crosshair touch-none opacity-60"
            />
          </div>
        </div>
        <MaskTools {...{ brush, setBrush, isBlank, ...steps }} />
        {problem !== null && (
          <Notice kind="danger" isAlert>
            {problem}
          </Notice>
        )}
        <MaskButtons
          {...props}
          {...{ isBusy, isBlank }}
          onFile={(file) => void keep(file)}
          onUse={() => {
            if (canvas.current) void toMask(canvas.current, picture).then(keep)
          }}
        />
      </div>
    </Modal>
  )
}

function MaskHead({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <div className="flex items-start justify-between gap-3">
      <div>
        <h2 id={id} className="text-touch font-semibold">
          Mask
        </h2>
        <p className="text-small text-ink-2">Paint over what shall change; the rest stays.</p>
      </div>
      <IconButton label="Close" tip="left" icon={<X size={18} />} onClick={onClose} />
    </div>
  )
}

interface MaskButtonsProps extends Pick<MaskEditorProps, 'mask' | 'onRemove' | 'onClose'> {
  isBusy: boolean
  isBlank: boolean
  onFile: (file: File) => void
  onUse: () => void
}

function MaskButtons({ mask, onRemove, onClose, isBusy, isBlank, onFile, onUse }: MaskButtonsProps) {
  const file = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <input
        ref={file}
        type="file"
        accept="image/png"
        aria-label="Mask from a file"
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => target.files?.[0] && onFile(target.files[0])}
      />
      <Button look="quiet" className="mr-auto" onClick={() => file.current?.click()}>
        <Upload size={16} aria-hidden="true" />
        From a file
      </Button>
      {mask && (
        <Button
          onClick={() => {
            onRemove(mask.id)
            onClose()
          }}
        >
          Remove mask
        </Button>
      )}
      <Button look="primary" isBusy={isBusy} disabled={isBlank} onClick={onUse}>
        Use mask
      </Button>
    </div>
  )
}
