import type { Piece } from '#lib/language/schema.ts'
import { parsePrompt } from '#lib/language/schema.ts'

type Special = Extract<Piece, { kind: 'variable' | 'alternatives' | 'wildcard' | 'comment' }>

const isSpecial = (piece: Piece): piece is Special => piece.kind !== 'text'

const sourceOf = (text: string, { from, to }: Piece) => text.slice(from, to)

/** What a prompt has beside words, and must have after a rewrite: as it is written, each as often as it is there. */
function specialsOf(text: string): { piece: Special; source: string }[] {
  return parsePrompt(text)
    .filter(isSpecial)
    .filter(({ kind }) => kind !== 'comment')
    .map((piece) => ({ piece, source: sourceOf(text, piece) }))
}

/** Models wrap what they are asked for, now and then. */
function unwrap(answer: string): string {
  const fenced = /^```[a-z]*\n([\s\S]*?)\n?```$/.exec(answer.trim())
  const bare = (fenced?.[1] ?? answer).trim()
  const quoted = /^(?:"([^"]*)"|“([^”]*)”)$/.exec(bare)
  return (quoted?.[1] ?? quoted?.[2] ?? bare).trim()
}

const nameOf = (piece: Special) => (piece.kind === 'variable' ? piece.variable.name : null)

const replaceAt = (text: string, { from, to }: Piece, by: string) => text.slice(0, from) + by + text.slice(to)

/** More than this and it is no rewrite any more. */
const maxRepairs = 100

export type Kept = { prompt: string } | { lost: string }

/**
 * Holds a rewrite to the original: its variables, alternatives and lists are there, as they were written. A variable
 * that came back with another default gets its own again; whatever the rewrite would bring in by accident is escaped,
 * so that it is text. `lost` names what is missing or was multiplied.
 */
export function keepSyntax(original: string, answer: string): Kept {
  const wanted = specialsOf(original)
  const ofVariables = new Map(wanted.map(({ piece, source }) => [nameOf(piece), source]))
  let prompt = unwrap(answer)
  for (let repair = 0; repair < maxRepairs; repair++) {
    const strange = strangeIn(prompt, wanted, ofVariables)
    if (!strange) return missingOf(prompt, wanted)
    const name = nameOf(strange)
    const own = name === null ? undefined : ofVariables.get(name)
    prompt = own === undefined ? escapeAt(prompt, strange) : replaceAt(prompt, strange, own)
  }
  return { lost: 'the meaning of its braces' }
}

/** The first piece of a rewrite that the original does not have in this form. */
function strangeIn(
  prompt: string,
  wanted: readonly { source: string }[],
  ofVariables: ReadonlyMap<string | null, string>,
): Special | undefined {
  const sources = new Set(wanted.map(({ source }) => source))
  return parsePrompt(prompt)
    .filter(isSpecial)
    .find((piece) => {
      const name = nameOf(piece)
      const source = sourceOf(prompt, piece)
      return name !== null && ofVariables.has(name) ? ofVariables.get(name) !== source : !sources.has(source)
    })
}

/** A comment's mark may stand behind blanks. */
function escapeAt(prompt: string, piece: Special): string {
  const from = piece.kind === 'comment' ? prompt.indexOf('#', piece.from) : piece.from
  return `${prompt.slice(0, from)}\\${prompt.slice(from)}`
}

/** How often each source is there. */
function countsOf(list: readonly { source: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { source } of list) counts.set(source, (counts.get(source) ?? 0) + 1)
  return counts
}

function missingOf(prompt: string, wanted: ReturnType<typeof specialsOf>): Kept {
  const [before, after] = [countsOf(wanted), countsOf(specialsOf(prompt))]
  const wrong = wanted.find(({ piece, source }) => {
    // A variable has one value, however often it stands there; anything else would make other pictures, or more.
    return piece.kind === 'variable' ? !after.has(source) : after.get(source) !== before.get(source)
  })
  return wrong ? { lost: wrong.source } : { prompt }
}
