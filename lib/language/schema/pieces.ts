/** From an index into the text up to another. */
export interface Span {
  from: number
  to: number
}

export type Piece =
  | (Span & { kind: 'text'; text: string })
  | (Span & { kind: 'comment' })
  | (Span & { kind: 'variable'; variable: Variable })
  | (Span & { kind: 'wildcard'; name: string })
  | (Span & Alternatives & { kind: 'alternatives' })

export interface Alternatives {
  /** How many of the options are taken at once, at least and at most. */
  min: number
  max: number
  /** Stands between those that are taken together. */
  separator: string
  options: Piece[][]
}

export type Variable =
  | { name: string; kind: 'text' | 'number'; default: string }
  | { name: string; kind: 'choice'; options: string[]; default: string }

/** Every piece, and those inside of it, in the order of the text. */
export function walkPieces(pieces: readonly Piece[], visit: (piece: Piece) => void): void {
  for (const piece of pieces) {
    visit(piece)
    if (piece.kind === 'alternatives') for (const option of piece.options) walkPieces(option, visit)
  }
}

/** The variables of a prompt, each name once: the first that says more than its name decides what it is. */
export function variablesOf(pieces: readonly Piece[]): Variable[] {
  const found = new Map<string, Variable>()
  walkPieces(pieces, (piece) => {
    if (piece.kind !== 'variable') return
    const { variable } = piece
    const known = found.get(variable.name)
    const saysMore = variable.kind !== 'text' || variable.default !== ''
    const isPlain = known?.kind === 'text' && known.default === ''
    if (!known || (isPlain && saysMore)) found.set(variable.name, variable)
  })
  return [...found.values()]
}

/** The names of the lists that a prompt asks for, each once. */
export function listNamesOf(pieces: readonly Piece[]): string[] {
  const names = new Set<string>()
  walkPieces(pieces, (piece) => {
    if (piece.kind === 'wildcard') names.add(piece.name)
  })
  return [...names]
}
