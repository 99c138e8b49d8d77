import type { Piece, Span, Variable } from './pieces.ts'

// Of two parts beside each other, no character fits both: there is one way to cut a text, and it is found at once.
// Blanks around the parts are cut off afterwards for that reason.
const variablePattern = /\{\{\s*(\p{L}[\p{L}\p{N}_-]*)\s*(?::([^{}=]*))?(?:=([^{}]*))?\}\}/uy
const listName = String.raw`\p{L}[\p{L}\p{N}-]*(?:_[\p{L}\p{N}-]+)*`
const wildcardPattern = new RegExp(`__(${listName})__`, 'uy')
const listNamePattern = new RegExp(`^${listName}$`, 'u')
const commentPattern = /[^\S\n]*# [^\n]*(?:\n|$)/y
const escapable = '{}|_\\#'

/** Whether a list can be called so: `__name__` finds it. */
export const isListName = (name: string) => listNamePattern.test(name)

/** What a sticky pattern finds at an index. */
export function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(text)
}

/** Null where a part has several lines: braces around such are no variable. */
function toVariable([, name = '', ...parts]: RegExpExecArray): Variable | null {
  const [kind = '', fallback = ''] = parts.map((part: string | undefined) => part?.trim())
  if (`${kind}${fallback}`.includes('\n')) return null
  if (kind.includes('|')) {
    const options = kind.split('|').map((option) => option.trim())
    return {
      name,
      kind: 'choice',
      options,
      default: options.includes(fallback) ? fallback : (options[0] ?? ''),
    }
  }
  return { name, kind: kind === 'number' ? 'number' : 'text', default: fallback }
}

export type Token =
  | (Span & { kind: 'text'; text: string })
  | (Span & { kind: 'open' })
  | (Span & { kind: 'close' })
  | (Span & { kind: 'bar' })
  | Extract<Piece, { kind: 'comment' | 'variable' | 'wildcard' }>

function commentAt(text: string, at: number): Token | null {
  const match = at === 0 || text[at - 1] === '\n' ? matchAt(commentPattern, text, at) : null
  return match && { kind: 'comment', from: at, to: at + match[0].length }
}

function escapeAt(text: string, at: number): Token | null {
  const next = text[at] === '\\' ? text[at + 1] : undefined
  return next !== undefined && escapable.includes(next)
    ? { kind: 'text', text: next, from: at, to: at + 2 }
    : null
}

function variableAt(text: string, at: number): Token | null {
  const match = text[at] === '{' ? matchAt(variablePattern, text, at) : null
  const variable = match && toVariable(match)
  return variable && { kind: 'variable', variable, from: at, to: at + match[0].length }
}

function wildcardAt(text: string, at: number): Token | null {
  const match = text[at] === '_' ? matchAt(wildcardPattern, text, at) : null
  return match && { kind: 'wildcard', name: match[1] ?? '', from: at, to: at + match[0].length }
}

const marks: Readonly<Record<string, 'open' | 'close' | 'bar'>> = { '{': 'open', '}': 'close', '|': 'bar' }

/** Cuts a prompt into its smallest parts, side by side. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const token =
      commentAt(text, at) ??
      escapeAt(text, at) ??
      variableAt(text, at) ??
      wildcardAt(text, at) ??
      shortToken(text, at)
    tokens.push(token)
    at = token.to
  }
  return tokens
}

const plainRun = /[^\\{}|_#\n]+/y

function shortToken(text: string, at: number): Token {
  const mark = marks[text[at] ?? '']
  if (mark) return { kind: mark, from: at, to: at + 1 }
  const run = matchAt(plainRun, text, at)?.[0] ?? text[at] ?? ''
  return { kind: 'text', text: run, from: at, to: at + run.length }
}
