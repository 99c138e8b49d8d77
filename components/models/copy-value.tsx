'use client'

import { Copy } from 'lucide-react'
import { copyText } from '#components/ui/copy.ts'
import { IconButton } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'

/** Puts a value on the clipboard. */
export function CopyValue({ value, what }: { value: string; what: string }) {
  const copy = async () =>
    toast((await copyText(value)) ? 'Copied.' : 'This browser does not let it be copied.')
  return (
    <IconButton
      label={`Copy ${what}`}
      tip="left"
      className="-my-1.5 shrink-0"
      icon={<Copy size={14} />}
      onClick={() => void copy()}
    />
  )
}
