'use client'

import type { ButtonProps } from './button.tsx'
import { Button } from './button.tsx'
import { useFocusHeir } from './use-focus-heir.ts'

/** A button that goes away once it has done its work: the focus goes on to the next. */
export function FleetingButton(props: Omit<ButtonProps, 'ref'>) {
  return <Button ref={useFocusHeir<HTMLButtonElement>()} {...props} />
}
