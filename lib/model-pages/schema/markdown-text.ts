import type { Source } from './facts.ts'
import type { Line } from './words.ts'

// Markdown, piece by piece. A piece that has nothing to say is null.

/** On one line, and nothing that Markdown would make something of: titles and descriptions come from anywhere. */
export const plain = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`)

/** An id or a value, as it is typed. */
export const code = (text: string) => `\`${text.replaceAll(/[`\n]/g, ' ')}\``

export type Part = string | null

export const section = (title: string, ...parts: Part[]): Part => {
  const said = parts.filter((part) => part !== null && part !== '')
  return said.length === 0 ? null : [`## ${title}`, ...said].join('\n\n')
}

export const list = (items: readonly string[]): Part =>
  items.length === 0 ? null : items.map((item) => `- ${item}`).join('\n')

export const lines = (all: readonly Line[]) => list(all.map(([label, value]) => `${label}: ${plain(value)}`))

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Part {
  if (rows.length === 0) return null
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n')
}

export const link = ({ title, href }: Source) => `[${plain(title)}](${href})`

/** A whole text of those that have something to say. */
export const joined = (parts: readonly Part[]) =>
  `${parts.filter((part) => part !== null && part !== '').join('\n\n')}\n`
