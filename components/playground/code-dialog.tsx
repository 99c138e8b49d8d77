'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { SnippetLanguage, SnippetRequest } from '#lib/snippets/schema.ts'
import { pictureNames, snippetLanguages, snippetsFor } from '#lib/snippets/schema.ts'

interface CodeDialogProps {
  request: SnippetRequest
  /** Of the API that this server calls. */
  baseUrl: string
  onClose: () => void
}

/** Programs that make exactly this request. */
export function CodeDialog({ request, baseUrl, onClose }: CodeDialogProps) {
  const [language, setLanguage] = useState<SnippetLanguage>('curl')
  const snippets = snippetsFor(request, { baseUrl })
  const names = pictureNames(request.inputs ?? [])
  const code = snippets.find((snippet) => snippet.language === language)?.code ?? ''
  return (
    <Dialog
      title="Code"
      isWide
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            onClick={() =>
              void copyText(code).then((isDone) =>
                toast(isDone ? 'Copied.' : 'This browser does not let it be copied.'),
              )
            }
          >
            <Copy size={15} aria-hidden="true" />
            Copy
          </Button>
        </>
      }
    >
      <p className="mb-3">
        It makes exactly this request, with the key in LUMENFALL_API_KEY
        {names.length === 0 ? '.' : `, and the pictures beside it: ${names.join(', ')}.`}
      </p>
      <Segments
        label="Language"
        options={snippetLanguages.map((value) => ({
          value,
          label: snippets.find((snippet) => snippet.language === value)?.label ?? value,
        }))}
        value={language}
        onChange={setLanguage}
      />
      <pre
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="The program"
        className="mt-3 max-h-[44dvh] overflow-auto rounded-control bg-sunk p-3 font-mono text-hint whitespace-pre text-ink"
      >
        {code}
      </pre>
    </Dialog>
  )
}
