'use client'

import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/chip.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { keyboardMap } from './keyboard.ts'

/** Which key does what, and where. */
export function KeyboardMap({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" isOpen onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <div
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label="Keys"
        className="flex max-h-[60dvh] flex-col gap-5 overflow-y-auto text-small"
      >
        {keyboardMap.map(({ where, keys }) => (
          <section key={where}>
            <h3 className="mb-1.5 text-hint font-medium text-ink-3">{where}</h3>
            <dl className="grid grid-cols-[110px_1fr] gap-y-1.5 text-ink">
              {keys.map(([key, does]) => (
                <div key={key} className="contents">
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
