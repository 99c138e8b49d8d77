'use client'

import { closeBrackets, startCompletion } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { Annotation, Compartment, EditorState, Prec, StateField } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { undoLast } from '#components/ui/toast.tsx'
import { completion } from './completion.ts'
import { highlight } from './highlight.ts'
import type { PromptFieldProps } from './prompt-field.tsx'
import { look } from './look.ts'

export interface CodeEditorProps extends Omit<PromptFieldProps, 'ref'> {
  start: { anchor: number; head: number; hasFocus: boolean }
  focusRef: RefObject<(() => void) | null>
  className: string
  placeholder: string
}

/** A change from outside, which is nobody's typing. */
const fromOutside = Annotation.define<boolean>()

/** The page's own nonce, by which alone a style element may come in. */
const nonce = () => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''

/** Whether the last change came from outside: it is taken back where it came from, with all that it changed there. */
const lastFromOutside = StateField.define<boolean>({
  create: () => false,
  update: (was, change) => (change.docChanged ? change.annotation(fromOutside) === true : was),
})

/** What a keystroke does; read from a reference, so that the editor is made once. */
const keys = (latest: RefObject<CodeEditorProps>) => {
  const run = (act: (props: CodeEditorProps) => void) => () => {
    act(latest.current)
    return true
  }
  return Prec.highest(
    keymap.of([
      { key: 'Mod-Enter', run: run(({ onSubmit }) => onSubmit()) },
      { key: 'Mod-z', run: ({ state }) => state.field(lastFromOutside) && undoLast() },
      { key: 'Alt-ArrowUp', run: run(({ onWalk }) => onWalk(-1)) },
      { key: 'Alt-ArrowDown', run: run(({ onWalk }) => onWalk(1)) },
    ]),
  )
}

/** What depends on the language being in use, and on what can be named in it. */
function languageOf(latest: RefObject<CodeEditorProps>) {
  const { isPlain, lists, prompts } = latest.current
  const onPrompt = (id: string, at: number) => latest.current.onPrompt(id, at)
  return [...(isPlain ? [] : [highlight(lists)]), completion({ isPlain, lists, prompts, onPrompt })]
}

function makeView(
  parent: HTMLElement,
  latest: RefObject<CodeEditorProps>,
  language: Compartment,
): EditorView {
  const { value, start, describedBy, placeholder } = latest.current
  const limit = (index: number) => Math.min(index, value.length)
  const state = EditorState.create({
    doc: value,
    selection: { anchor: limit(start.anchor), head: limit(start.head) },
    extensions: [
      keys(latest),
      keymap.of([...historyKeymap, ...defaultKeymap]),
      history(),
      lastFromOutside,
      closeBrackets(),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(nonce()),
      EditorView.contentAttributes.of({
        'aria-label': 'Prompt',
        'aria-describedby': describedBy,
        spellcheck: 'true',
        autocapitalize: 'sentences',
      }),
      placeholderText(placeholder),
      look,
      language.of(languageOf(latest)),
      EditorView.updateListener.of((update) => {
        const isTyped = update.docChanged && !update.transactions.some((each) => each.annotation(fromOutside))
        if (isTyped) latest.current.onChange(update.state.doc.toString())
      }),
    ],
  })
  const view = new EditorView({ state, parent })
  if (start.hasFocus) view.focus()
  return view
}

function useEditor(props: CodeEditorProps) {
  const parent = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  const language = useRef(new Compartment())
  useEffect(() => {
    latest.current = props
  })

  const { focusRef, value, isPlain, lists, prompts } = props
  useEffect(() => {
    if (!parent.current) return
    const made = makeView(parent.current, latest, language.current)
    view.current = made
    focusRef.current = () => made.focus()
    return () => {
      focusRef.current = null
      made.destroy()
    }
  }, [focusRef])

  useEffect(() => {
    const { current: editor } = view
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      selection: { anchor: value.length },
      annotations: fromOutside.of(true),
    })
  }, [value])

  useEffect(() => {
    const { current: editor } = view
    editor?.dispatch({ effects: language.current.reconfigure(languageOf(latest)) })
    // What is being typed may be a name that is known only now.
    if (editor?.hasFocus) startCompletion(editor)
  }, [isPlain, lists, prompts])
  return parent
}

/** The editor proper. Loaded when it is needed: it is the largest part of the page. */
export function CodeEditor(props: CodeEditorProps) {
  const parent = useEditor(props)
  return <div ref={parent} className={`${props.className} flex flex-col`} />
}
