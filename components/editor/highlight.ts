import type { EditorState, Range } from '@codemirror/state'
import { StateField } from '@codemirror/state'
import type { DecorationSet } from '@codemirror/view'
import { Decoration, EditorView } from '@codemirror/view'
import type { Piece } from '#lib/language/schema.ts'
import { parsePrompt, walkPieces } from '#lib/language/schema.ts'

function classOf(piece: Piece, lists: ReadonlySet<string>): string | null {
  switch (piece.kind) {
    case 'text':
      return null
    case 'wildcard':
      return lists.has(piece.name) ? 'cm-list' : 'cm-unknown'
    case 'variable':
    case 'alternatives':
    case 'comment':
      return `cm-${piece.kind}`
  }
}

function decorate(state: EditorState, lists: ReadonlySet<string>): DecorationSet {
  const ranges: Range<Decoration>[] = []
  walkPieces(parsePrompt(state.doc.toString()), (piece) => {
    const name = classOf(piece, lists)
    if (name !== null && piece.to > piece.from)
      ranges.push(Decoration.mark({ class: name }).range(piece.from, piece.to))
  })
  return Decoration.set(ranges, true)
}

/** The colours of the language, by the parser that expands it. */
export function highlight(names: readonly string[]) {
  const lists = new Set(names)
  return StateField.define<DecorationSet>({
    create: (state) => decorate(state, lists),
    update: (decorations, { docChanged, state }) => (docChanged ? decorate(state, lists) : decorations),
    provide: (field) => EditorView.decorations.from(field),
  })
}
