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

/** Names of variables after `{{`, of the team's lists after `__`. */
export const completion = (lists: readonly string[]) =>
  autocompletion({ override: [completeVariable, completeList(lists)], icons: false })
