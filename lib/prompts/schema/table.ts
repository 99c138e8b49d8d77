import Papa from 'papaparse'
import type { ExportedPrompt, ReadFile, ReadRow } from './file.ts'
import { maxFilePrompts, nameOfRow, readRow } from './file.ts'

/** The columns, in their order. `labels` are those of the newest version, the protected ones with a "!" before them. */
const columns = [
  'title',
  'slug',
  'folder',
  'tags',
  'description',
  'text',
  'note',
  'plain',
  'model',
  'provider',
  'variables',
  'parameters',
  'extra',
  'labels',
] as const

type Column = (typeof columns)[number]
type Fields = Partial<Record<Column, string>>

/**
 * A spreadsheet runs what begins like a formula. It gets an apostrophe, which spreadsheets take for "this is text", and
 * so does what has some before such a sign: reading takes exactly one away again.
 */
const guarded = (text: string) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const unguarded = (text: string) => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

const json = (value: object) => (Object.keys(value).length === 0 ? '' : JSON.stringify(value))

function toFields({ versions, labels, ...prompt }: ExportedPrompt): Fields {
  const version = versions.at(-1)
  if (!version) return {}
  const own = labels.filter(({ number }) => number === version.number)
  return {
    title: prompt.title,
    slug: prompt.slug,
    folder: prompt.folder ?? '',
    tags: prompt.tags.join(', '),
    description: prompt.description,
    text: version.text,
    note: version.note,
    plain: version.isPlain ? 'yes' : '',
    model: version.modelId ?? '',
    provider: version.provider ?? '',
    variables: json(version.variables),
    parameters: json(version.parameters),
    extra: json(version.extra),
    labels: own.map(({ name, isProtected }) => (isProtected ? `!${name}` : name)).join(', '),
  }
}

/** The newest version of each prompt, a row for each; it begins with the mark by which spreadsheets know UTF-8. */
export function writeCsv(prompts: readonly ExportedPrompt[]): string {
  const rows = prompts.map((prompt) => {
    const fields = toFields(prompt)
    return columns.map((column) => guarded(fields[column] ?? ''))
  })
  return `\uFEFF${Papa.unparse({ fields: [...columns], data: rows }, { newline: '\r\n' })}\r\n`
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A cell that holds JSON; what is none is left to the schema, which says so. */
function readJsonCell(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const readLabel = (text: string) =>
  text.startsWith('!') ? { name: text.slice(1), isProtected: true } : { name: text, isProtected: false }

const readers: Record<Exclude<Column, 'text' | 'note'>, [name: string, read: (text: string) => unknown]> = {
  title: ['title', (text) => text.trim() || undefined],
  slug: ['slug', (text) => text.trim().replace(/^\//, '') || undefined],
  folder: ['folder', (text) => text.trim() || null],
  tags: ['tags', listOf],
  description: ['description', (text) => text],
  labels: ['labels', (text) => listOf(text).map(readLabel)],
  plain: ['isPlain', (text) => /^(yes|true|1)$/i.test(text.trim())],
  model: ['modelId', (text) => text.trim() || null],
  provider: ['provider', (text) => text.trim() || null],
  variables: ['variables', readJsonCell],
  parameters: ['parameters', readJsonCell],
  extra: ['extra', readJsonCell],
}

const ofPrompt: readonly string[] = ['title', 'slug', 'folder', 'tags', 'description', 'labels']

/** A line as a prompt with one version. What the file has no column for is not said. */
function toPrompt(fields: Fields): object {
  const prompt: Record<string, unknown> = {}
  const version: Record<string, unknown> = { text: fields.text ?? '' }
  if (fields.note !== undefined) version['note'] = fields.note
  for (const column of columns) {
    const text = fields[column]
    if (column === 'text' || column === 'note' || text === undefined) continue
    const [name, read] = readers[column]
    const target = ofPrompt.includes(column) ? prompt : version
    const value = read(text)
    if (value !== undefined) target[name] = value
  }
  return { ...prompt, versions: [version] }
}

const isColumn = (name: string): name is Column => columns.some((column) => column === name)

/** "prompt" is what others call the text. */
function toColumn(header: string): Column | null {
  const name = header.trim().toLowerCase()
  if (name === 'prompt') return 'text'
  return isColumn(name) ? name : null
}

/** Reads a table of prompts: commas, semicolons or tabs, the first line names the columns, of which `text` is needed. */
export function readCsv(text: string): ReadFile {
  const { data, errors } = Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'] })
  const [header = [], ...lines] = data
  const named = header.map(toColumn)
  if (!named.includes('text'))
    return { ok: false, message: 'The first line must name the columns, and one of them “text”.' }
  const broken = new Set(
    errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])),
  )
  let line = 2 + linesIn(header)
  const rows = lines.flatMap((cells, index): ReadRow[] => {
    const place = line
    line += 1 + linesIn(cells)
    if (cells.every((cell) => cell.trim() === '')) return []
    const fields: Fields = {}
    for (const [at, column] of named.entries())
      if (column !== null) fields[column] = unguarded(cells[at] ?? '')
    if (!broken.has(index + 1)) return [readRow(toPrompt(fields), place)]
    const reason = 'A quotation mark is not closed, or stands in the middle of a field.'
    return [{ place, name: nameOfRow(fields, place), reason }]
  })
  if (rows.length > maxFilePrompts)
    return { ok: false, message: `A file has at most ${maxFilePrompts.toLocaleString('en-US')} prompts.` }
  return { ok: true, rows }
}

const linesIn = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0)
