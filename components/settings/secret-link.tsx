'use client'

import { Copy } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'

/** Puts an address of this server into the clipboard, and says so. */
export async function copyAddress(path: string): Promise<void> {
  const isDone = await copyText(window.location.origin + path)
  toast(isDone ? 'Link copied.' : 'The browser does not let this page copy. Select the link, and copy it.')
}

interface SecretLinkProps {
  /** Names the field. */
  label: string
  /** Below this server's address. */
  path: string
}

/** A link that lets somebody in, to be copied and sent by whoever looks. */
export function SecretLink({ label, path }: SecretLinkProps) {
  return (
    <div className="flex gap-2">
      <Input
        aria-label={label}
        readOnly
        value={window.location.origin + path}
        className="font-mono text-hint"
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={() => void copyAddress(path)}>
        <Copy size={16} aria-hidden="true" />
        Copy
      </Button>
    </div>
  )
}
