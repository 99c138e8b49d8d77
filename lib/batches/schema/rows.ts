import Papa from 'papaparse'
import { promptSchema } from '#lib/generations/schema.ts'
import type { Lists } from '#lib/language/schema.ts'
import { parsePrompt, variablesOf } from '#lib/language/schema.ts'
import type { ParameterSpec, ParameterValues } from '#lib/models/schema.ts'
import { findParameterProblems, valueFromText } from '#lib/models/schema.ts'
import type { CellInput } from './cells.ts'
import { planCells } from './cells.ts'
import type { PlanOf, Row } from './plan.ts'
import { maxCells } from './limits.ts'

// Not among the exports of schema.ts: whoever reads a file loads this, with the reader of CSV, when the file is there.

type Base = PlanOf<'file'>['base']

interface Options {
  /** What a row does not say. */
  base: Base
  /** Of the base's model. */
  specs: readonly ParameterSpec[]
  lists: Lists
}

export interface ParsedRows {
  format: 'csv' | 'lines'
  /** Those that can be made, in their order. */
  rows: Row[]
  /** Why others cannot, with the line on which each begins. */
  problems: { line: number; message: string }[]
  /** Columns that are neither a parameter nor a variable: left out. */
  unused: string[]
}

interface Line {
  line: number
  fields: string[]
}

/** Rows with the line on which each begins: a field in quotation marks may have several. */
function readCsv(text: string): { lines: Line[]; broken: Map<number, string> } {
  const { data, errors } = Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'] })
  const broken = new Map<number, string>()
  let next = 1
  const lines = data.map((fields) => {
    const line = next
    next += 1 + fields.reduce((sum, field) => sum + field.split(/\r\n|\r|\n/).length - 1, 0)
    return { line, fields }
  })
  for (const { type, row } of errors) {
    const line = type === 'Quotes' && row !== undefined ? lines[row]?.line : undefined
    if (line !== undefined)
      broken.set(line, 'A quotation mark is not closed, or stands in the middle of a field.')
  }
  return { lines: lines.filter(({ fields }) => fields.some((field) => field.trim() !== '')), broken }
}

type Column =
  | { kind: 'prompt'; name: string }
  | { kind: 'variable'; name: string }
  | { kind: 'parameter'; name: string; spec: ParameterSpec }

function toColumn(header: string, specs: readonly ParameterSpec[]): Column {
  const name = header.trim()
  if (name.toLowerCase() === 'prompt') return { kind: 'prompt', name }
  const spec = specs.find((known) => known.name === name)
  return spec ? { kind: 'parameter', name, spec } : { kind: 'variable', name }
}

const namesIn = (template: string) => variablesOf(parsePrompt(template)).map(({ name }) => name)

/** The first line names the columns when one of them is the prompt, or all of them are known. */
function isHeader(columns: readonly Column[], base: Base): boolean {
  const variables = new Set(namesIn(base.template))
  const isKnown = ({ kind, name }: Column) => kind === 'parameter' || variables.has(name)
  return columns.some(({ kind }) => kind === 'prompt') || (columns.length > 0 && columns.every(isKnown))
}

function toRow({ line, fields }: Line, columns: readonly Column[]): Row {
  const variables: Record<string, string> = {}
  const parameters: ParameterValues = {}
  let prompt: string | null = null
  for (const [index, column] of columns.entries()) {
    const field = fields[index] ?? ''
    const isEmpty = field.trim() === ''
    if (column.kind === 'variable') variables[column.name] = field
    if (column.kind === 'prompt' && !isEmpty) prompt = field
    if (column.kind === 'parameter' && !isEmpty)
      parameters[column.name] = valueFromText(column.spec, field.trim())
  }
  return { line, prompt, variables, parameters }
}

function problemOf(row: Row, { base, specs, lists }: Options): string | null {
  const planned = planCells({ kind: 'file', base, rows: [row] }, lists)
  if (!planned.ok) return planned.message
  return planned.cells.map(({ input }) => inputProblem(input, specs)).find((found) => found !== null) ?? null
}

function inputProblem({ prompt, parameters }: CellInput, specs: readonly ParameterSpec[]): string | null {
  const words = promptSchema.safeParse(prompt)
  if (words.error) return words.error.issues[0]?.message ?? 'Write a prompt.'
  return findParameterProblems(specs, parameters)[0]?.message ?? null
}

function readLines(text: string): Row[] {
  return text.split(/\r\n|\r|\n/).flatMap((prompt, index) => {
    const isSkipped = prompt.trim() === '' || /^\s*# /.test(prompt)
    return isSkipped ? [] : [{ line: index + 1, prompt: prompt.trim(), variables: {}, parameters: {} }]
  })
}

function readTable(lines: Line[], columns: readonly Column[], base: Base) {
  const rows = lines.slice(1).map((line) => toRow(line, columns))
  const used = new Set(rows.flatMap(({ prompt }) => namesIn(prompt ?? base.template)))
  const unused = columns.flatMap(({ kind, name }) => (kind === 'variable' && !used.has(name) ? [name] : []))
  for (const row of rows) for (const name of unused) delete row.variables[name]
  return { rows, unused }
}

/**
 * Reads what was pasted or dropped: CSV (commas, semicolons or tabs) whose first line names the columns, which are
 * `prompt`, parameters of the model and variables; or plain lines, a prompt on each. Values are typed by the model's
 * own parameters. A row that cannot be made is among the problems, and the others can be made without it.
 */
export function parseRows(text: string, options: Options): ParsedRows {
  const { lines, broken } = readCsv(text)
  const columns = (lines[0]?.fields ?? []).map((header) => toColumn(header, options.specs))
  const isTable = isHeader(columns, options.base)
  const { rows, unused } = isTable
    ? readTable(lines, columns, options.base)
    : { rows: readLines(text), unused: [] }
  const kept: Row[] = []
  const problems: ParsedRows['problems'] = []
  for (const row of rows.slice(0, maxCells)) {
    const message = (isTable ? broken.get(row.line) : undefined) ?? problemOf(row, options)
    if (message === null) kept.push(row)
    else problems.push({ line: row.line, message })
  }
  const first = rows[maxCells]
  if (first) {
    const message = `There are ${rows.length.toLocaleString('en')} rows. A batch has at most ${maxCells.toLocaleString('en')}: from here on they are left out.`
    problems.push({ line: first.line, message })
  }
  return { format: isTable ? 'csv' : 'lines', rows: kept, problems, unused }
}
