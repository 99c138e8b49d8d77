'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatMoney } from '#lib/format.ts'
import type { Estimate } from '#lib/models/schema.ts'

/** Above these one is asked first: pictures, and micro-dollars. */
const unasked = { images: 20, micros: 1_000_000 }

export interface Spend {
  images: number
  estimate: Estimate | undefined
}

export const needsQuestion = ({ images, estimate }: Spend): boolean =>
  images > unasked.images || (estimate?.known === true && estimate.micros > unasked.micros)

interface ConfirmSpendProps {
  spend: Spend | null
  onClose: () => void
  onConfirm: () => void
}

function Question({ images, estimate }: Spend) {
  const price = estimate?.known ? ` for about ${formatMoney(estimate.micros)}` : ''
  const reason = estimate?.known === false ? ` ${estimate.reason}` : ''
  return `That is ${images} images${price}, in one go.${reason}`
}

/** Asked before much is spent at once. */
export function ConfirmSpend({ spend, onClose, onConfirm }: ConfirmSpendProps) {
  return (
    <Dialog
      title="Generate many"
      isOpen={spend !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose()
              onConfirm()
            }}
          >
            Generate
          </Button>
        </>
      }
    >
      {spend && <Question {...spend} />}
    </Dialog>
  )
}
