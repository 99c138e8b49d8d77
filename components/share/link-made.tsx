'use client'

import { Check, Copy, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import { QrCode } from './qr-code.tsx'

/** The address of a link as others write it: on the server that this page comes from. */
export const fullAddress = (path: string) => new URL(path, window.location.origin).href

/** A link to be copied, opened, photographed or printed. */
export function LinkMade({ path, title }: { path: string; title: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const address = fullAddress(path)

  async function copy(): Promise<void> {
    const isDone = await copyText(address)
    setIsCopied(isDone)
    if (!isDone) toast('The browser does not let this page copy. Select the address and copy it yourself.')
  }

  return (
    <div className="flex items-start gap-4 text-ink max-md:flex-col">
      <QrCode text={address} label={`QR code of ${title}`} className="size-32 shrink-0 rounded-control" />
      <div className="flex w-full min-w-0 flex-1 flex-col gap-3">
        <Input
          aria-label="Address of the link"
          readOnly
          value={address}
          className="font-mono text-small"
          onFocus={(event) => event.target.select()}
        />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={() => void copy()}>
            {isCopied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
            {isCopied ? 'Copied' : 'Copy link'}
          </Button>
          <a href={path} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink size={16} aria-hidden="true" />
            Look at it
          </a>
        </div>
      </div>
    </div>
  )
}
