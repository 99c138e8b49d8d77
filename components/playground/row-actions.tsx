'use client'

import { Copy, CornerUpLeft, Ellipsis, Lock, LockOpen, RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { LateStartFromItems, LateWhichPicture } from '#components/inputs/late-start-from.tsx'
import type { Way } from '#components/inputs/use-start-from.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { FleetingButton } from '#components/ui/fleeting-button.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import { changeVisibility, stopGeneration, tryAgain } from '#lib/generations/actions.ts'
import type { RowProps } from './generation-row.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { useRemoveGeneration } from './use-remove-generation.ts'
import type { NextStep } from './words.ts'
import { describeFailure } from './words.ts'

type ActionProps = Omit<RowProps, 'modelName'>

const again = ({ team, generation: { id, attempts } }: ActionProps) =>
  void act(() => tryAgain({ team, id, afterAttempt: attempts.at(-1)?.number ?? 0 }))

/** The one sensible thing to do after something went wrong, where it is not simply to try again. */
export function NextStepButton({ generation, step, onReuse }: ActionProps & { step: NextStep }) {
  const label = { rephrase: 'Rephrase', change: 'Change it', choose_model: 'Choose a model' }[step as string]
  if (step === 'top_up') {
    return (
      <a
        href="https://lumenfall.ai/app/billing"
        target="_blank"
        rel="noreferrer"
        className={buttonClass('quiet', 'small', 'h-7 px-2 max-md:h-11 max-md:px-2')}
      >
        Top up
      </a>
    )
  }
  if (!label) return null
  return (
    <Button look="quiet" className="h-7 px-2 max-md:h-11 max-md:px-2" onClick={() => onReuse(generation)}>
      {label}
    </Button>
  )
}

function Cancel({ team, generation: { id, status } }: ActionProps) {
  const [isAsking, setIsAsking] = useState(false)
  const cancel = () => void act(() => stopGeneration({ team, id }))
  return (
    <>
      <FleetingButton look="quiet" onClick={status === 'running' ? () => setIsAsking(true) : cancel}>
        <X size={16} aria-hidden="true" />
        Cancel
      </FleetingButton>
      <StopDialog isOpen={isAsking} onClose={() => setIsAsking(false)} onStop={cancel} />
    </>
  )
}

/** What is rarer: copying, who may see it, deleting. */
function MoreMenu({ team, generation }: ActionProps) {
  const { id, prompt, visibility, can } = generation
  const remove = useRemoveGeneration(team)
  const isPrivate = visibility === 'private'
  const [way, setWay] = useState<Way | null>(null)
  return (
    <>
      <Menu
        label="More"
        align="end"
        opener={(opener) => (
          <button
            type="button"
            aria-label="More"
            className={buttonClass('quiet', 'icon', 'touch-target max-md:size-9')}
            {...opener}
          >
            <Ellipsis size={17} aria-hidden="true" />
          </button>
        )}
      >
        <MenuItem
          icon={<Copy size={16} />}
          onSelect={() =>
            void copyText(prompt ?? '').then((isDone) =>
              toast(isDone ? 'Prompt copied.' : 'This browser does not let it be copied.'),
            )
          }
        >
          Copy prompt
        </MenuItem>
        <LateStartFromItems team={team} generation={generation} onSeveral={setWay} />
        {can.setVisibility && (
          <MenuItem
            icon={isPrivate ? <LockOpen size={16} /> : <Lock size={16} />}
            onSelect={() =>
              void act(() => changeVisibility({ team, id, visibility: isPrivate ? 'team' : 'private' }))
            }
          >
            {isPrivate ? 'Show to the team' : 'Make private'}
          </MenuItem>
        )}
        {can.remove && (
          <>
            <MenuLine />
            <MenuItem icon={<Trash2 size={16} />} isDanger onSelect={() => void remove(generation)}>
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      {way && <LateWhichPicture team={team} generation={generation} way={way} onClose={() => setWay(null)} />}
    </>
  )
}

/** What can be done with a generation now. */
export function RowActions(props: ActionProps) {
  const { generation, onReuse } = props
  const { can, isStopped } = generation
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1 self-start">
      <span className="md:hidden">
        <NextStepButton {...props} step={describeFailure(generation)?.next ?? 'none'} />
      </span>
      {can.cancel && !isStopped && <Cancel {...props} />}
      {can.retry && (
        <FleetingButton look="quiet" onClick={() => again(props)}>
          <RotateCcw size={15} aria-hidden="true" />
          Retry
        </FleetingButton>
      )}
      <Button look="quiet" className="max-md:hidden" onClick={() => onReuse(generation)}>
        <CornerUpLeft size={16} aria-hidden="true" className="-scale-x-100" />
        Reuse
      </Button>
      <MoreMenu {...props} />
    </span>
  )
}
