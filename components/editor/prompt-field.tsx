'use client'

import type { ComponentType, KeyboardEvent, Ref } from 'react'
import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { onFirstSign } from '#components/ui/first-sign.ts'
import type { CodeEditorProps } from './code-editor.tsx'
import type { PromptName } from './completion.ts'

export interface PromptFieldHandle {
  focus(): void
}

export interface PromptFieldProps {
  ref?: Ref<PromptFieldHandle>
  value: string
  onChange: (value: string) => void
  onSubmit: () => void
  /** One prompt back (−1) or forth (1) in one's own. */
  onWalk: (step: -1 | 1) => void
  /** Nothing is of the language. */
  isPlain: boolean
  /** Names of the team's lists. */
  lists: readonly string[]
  /** What the library's prompts are called. */
  prompts: readonly PromptName[]
  /** One of them was chosen, to be put in at a place of the text. */
  onPrompt: (id: string, at: number) => void
  describedBy: string
}

const placeholder = 'What should be in the picture?'

/** The same measures for both, so that the one can take the other's place unseen. */
const measures =
  'block max-h-[40dvh] w-full rounded-[4px] px-0.5 text-prompt [--field-height:68px] max-md:max-h-[24dvh] max-md:text-touch max-md:[--field-height:48px]'

/** What the browser's own keys say, for both. */
function onKeys({ onSubmit, onWalk }: PromptFieldProps, event: KeyboardEvent): void {
  const isSubmit = event.key === 'Enter' && (event.metaKey || event.ctrlKey)
  const step = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined
  if (!isSubmit && !step) return
  event.preventDefault()
  if (isSubmit) onSubmit()
  else if (step) onWalk(step)
}

type Editor = ComponentType<CodeEditorProps>

/** Waits until somebody is there, the page is idle, and, where a word is being composed, until it is. */
function useCodeEditor(textarea: React.RefObject<HTMLTextAreaElement | null>) {
  const [editor, setEditor] = useState<{ Editor: Editor; start: CodeEditorProps['start'] } | null>(null)
  const isComposing = useRef(false)
  const ready = useRef<Editor | null>(null)

  function swap(): void {
    const { current: field } = textarea
    if (!ready.current || !field || isComposing.current) return
    const hasFocus = document.activeElement === field
    const start = { anchor: field.selectionStart, head: field.selectionEnd, hasFocus }
    const { current: Editor } = ready
    // At once: what is typed between taking the caret and showing the editor would move it.
    flushSync(() => setEditor({ Editor, start }))
  }

  const latestSwap = useRef(swap)
  useEffect(() => {
    latestSwap.current = swap
  })
  useEffect(() => {
    let isGone = false
    async function load(): Promise<void> {
      const { CodeEditor } = await import('./code-editor.tsx')
      if (isGone) return
      ready.current = CodeEditor
      latestSwap.current()
    }
    const forget = onFirstSign(() => void load().catch(() => undefined))
    return () => {
      isGone = true
      forget()
    }
  }, [])

  return {
    editor,
    composing: {
      onCompositionStart: () => {
        isComposing.current = true
      },
      onCompositionEnd: () => {
        isComposing.current = false
        // After the composed word has come through.
        setTimeout(() => latestSwap.current())
      },
    },
  }
}

/**
 * Where a prompt is written. A text field from the first moment, and once somebody moves a hand an editor that shows
 * the language's colours and completes names; text, caret and focus stay.
 */
export function PromptField(props: PromptFieldProps) {
  const { ref, value, onChange, describedBy } = props
  const textarea = useRef<HTMLTextAreaElement>(null)
  const editorFocus = useRef<() => void>(null)
  const { editor, composing } = useCodeEditor(textarea)
  useImperativeHandle(ref, () => ({
    focus: () => (editorFocus.current ? editorFocus.current() : textarea.current?.focus()),
  }))
  if (editor) {
    const { Editor, start } = editor
    return (
      <Editor
        {...props}
        start={start}
        focusRef={editorFocus}
        className={measures}
        placeholder={placeholder}
      />
    )
  }
  return (
    <textarea
      ref={textarea}
      aria-label="Prompt"
      aria-describedby={describedBy}
      className={`${measures} field-sizing-content min-h-(--field-height) resize-none bg-transparent caret-accent outline-none placeholder:text-ink-3`}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => onKeys(props, event)}
      {...composing}
    />
  )
}
