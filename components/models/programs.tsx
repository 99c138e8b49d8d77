'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Snippet, SnippetLanguage } from '#lib/snippets/schema.ts'

/** Programs that call the model, one language at a time. */
export function Programs({ snippets }: { snippets: readonly Snippet[] }) {
  const [language, setLanguage] = useState<SnippetLanguage>('curl')
  const code = snippets.find((snippet) => snippet.language === language)?.code ?? ''
  const copy = async () =>
    toast((await copyText(code)) ? 'Copied.' : 'This browser does not let it be copied.')
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <Segments
          label="Language"
          className="w-80 max-md:flex-1"
          options={snippets.map(({ language: value, label }) => ({ value, label }))}
          value={language}
          onChange={setLanguage}
        />
        <Button onClick={() => void copy()}>
          <Copy size={15} aria-hidden="true" />
          Copy
        </Button>
      </div>
      <pre
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="The program"
        className="mt-3 max-h-100 overflow-auto rounded-panel border border-line bg-surface p-4 font-mono text-hint whitespace-pre"
      >
        {code}
      </pre>
    </div>
  )
}
