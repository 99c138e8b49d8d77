import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { autocompletion } from '@codemirror/autocomplete'
import { parsePrompt, variablesOf } from '#lib/language/schema.ts'

/** What is put in closes what was opened, unless that stands there already. */
function entry(name: string, close: string, detail: string): Completion {
  return {
    label: name,
    detail,
    apply: (view, _completion, from, to) => {
      const isClosed = view.state.sliceDoc(to, to + close.length) === close
      const insert = isClosed ? name : name + close
      const anchor = from + name.length + close.length
      view.dispatch({ changes: { from, to, insert }, selection: { anchor } })
    },
  }
}

function completeVariable(context: CompletionContext): CompletionResult | null {
  const before = context.matchBefore(/\{\{[\p{L}\p{N}_-]*/u)
  if (!before) return null
  const text = context.state.doc.toString()
  const names = variablesOf(parsePrompt(text)).map(({ name }) => name)
  const typed = before.text.slice(2)
  const options = names.filter((name) => name !== typed).map((name) => entry(name, '}}', 'variable'))
  return options.length === 0 ? null : { from: before.from + 2, options }
}

const completeList =
  (lists: readonly string[]) =>
  (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/__[\p{L}\p{N}_-]*/u)
    if (!before || lists.length === 0) return null
    return { from: before.from + 2, options: lists.map((name) => entry(name, '__', 'list')) }
  }

/** What a prompt of the library is called. */
export interface PromptName {
  id: string
  slug: string
  title: string
  /** Whose it is, in a word. */
  owner: string
}

/** As many as one looks through. */
const mostShown = 50

/** Found by its short name, which is typed after the "/", or by its title. */
const isCalled = ({ slug, title }: PromptName, typed: string) =>
  slug.includes(typed) || title.toLowerCase().includes(typed)

/** Choosing one takes away what was typed of its name, and says where that stood. */
const completePrompt =
  (prompts: readonly PromptName[], onPrompt: (id: string, at: number) => void) =>
  (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/(?<=^|\s)\/[\p{L}\p{M}\p{N}-]*/u)
    if (!before) return null
    const typed = before.text.slice(1).toLowerCase()
    const found = prompts.filter((prompt) => isCalled(prompt, typed)).slice(0, mostShown)
    const options = found.map(({ id, slug, title, owner }, index): Completion => ({
      label: `/${slug}`,
      detail: `${title} · ${owner}`,
      boost: -index,
      apply: (view, _completion, from, to) => {
        view.dispatch({ changes: { from, to }, selection: { anchor: from } })
        onPrompt(id, from)
      },
    }))
    return options.length === 0 ? null : { from: before.from, options, filter: false }
  }

interface Completed {
  /** Nothing is of the language. */
  isPlain: boolean
  /** Names of the team's lists. */
  lists: readonly string[]
  prompts: readonly PromptName[]
  onPrompt: (id: string, at: number) => void
}

/** Names of variables after `{{`, of the team's lists after `__`, prompts of the library after `/`. */
export const completion = ({ isPlain, lists, prompts, onPrompt }: Completed) => {
  const ofLanguage = isPlain ? [] : [completeVariable, completeList(lists)]
  return autocompletion({ override: [...ofLanguage, completePrompt(prompts, onPrompt)], icons: false })
}
