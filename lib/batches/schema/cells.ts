import { promptMaxLength } from '#lib/generations/schema/limits.ts'
import type { Lists } from '#lib/language/schema.ts'
import { findExpansionProblem, parsePrompt, variablesOf, walkPieces } from '#lib/language/schema.ts'
import type { ParameterSpec, ParameterValues } from '#lib/models/schema.ts'
import type { PlannedAxis } from './batch.ts'
import type { Dimension, Draft } from './dimensions.ts'
import { layOut } from './dimensions.ts'
import type { Plan } from './plan.ts'
import { maxCells } from './limits.ts'
import type { Read, Texts } from './wording.ts'
import { textsOf, toReader } from './wording.ts'

/** What one cell asks for. */
export interface CellInput {
  modelId: string
  provider: string | null
  /** As it will be sent. */
  prompt: string
  parameters: ParameterValues
  extra: ParameterValues
  /** As it was typed. */
  template: string
  variables: Readonly<Record<string, string>>
}

export interface PlannedCell {
  position: number
  /** On each axis, from 0. */
  coordinates: number[]
  /** The values on each axis, in words. */
  labels: string[]
  input: CellInput
}

export type PlannedCells =
  | { ok: true; axes: PlannedAxis[]; cells: PlannedCell[] }
  | { ok: false; reason: 'too_many' | 'invalid'; count: string; message: string }

/** Where a position lies in a grid whose last axis changes fastest. */
export function coordinatesOf(position: number, sizes: readonly number[]): number[] {
  let left = position
  return sizes
    .toReversed()
    .map((size) => {
      const coordinate = left % size
      left = Math.floor(left / size)
      return coordinate
    })
    .toReversed()
}

interface Written {
  draft: Draft
  where: string
}

/** The templates of a plan, each with how a sentence about it begins. */
function templatesOf(plan: Plan, base: Draft): Written[] {
  if (plan.kind === 'file') {
    return plan.rows.map(({ line, prompt }) => ({
      draft: { ...base, template: prompt ?? base.template },
      where: `Line ${line}`,
    }))
  }
  const prompts = plan.kind === 'matrix' ? plan.axes.find((axis) => axis.kind === 'prompt') : undefined
  return prompts
    ? prompts.values.map((template, index) => ({
        draft: { ...base, template },
        where: `Prompt ${index + 1}`,
      }))
    : [{ draft: base, where: 'The prompt' }]
}

function findProblem(plan: Plan, base: Draft, read: Read, dimensions: readonly Dimension[]): string | null {
  const templates = templatesOf(plan, base)
  const known = () => new Set(templates.flatMap(({ draft }) => namesIn(draft)))
  const strange =
    plan.kind === 'matrix' && plan.axes.find((axis) => axis.kind === 'variable' && !known().has(axis.name))
  if (strange && 'name' in strange)
    return `The prompt has no variable "${strange.name}". Write {{${strange.name}}} in it.`
  const isExpanded = dimensions.some(({ kind }) => kind === 'expansion')
  for (const { draft, where } of templates) {
    const sequence = read(draft)
    // Without an axis of expansions, each cell is looked at with its own variables.
    const problem = findExpansionProblem(sequence, isExpanded ? promptMaxLength : Infinity, where)
    if (problem !== null) return problem
    if (!isExpanded && sequence.count !== 1n)
      return `${where} has alternatives: it stands for ${sequence.count} prompts, and one is needed here.`
  }
  return null
}

/** The lists that the prompts of a plan name. */
export function listNamesOf(plan: Plan): string[] {
  const names = new Set<string>()
  for (const { draft } of templatesOf(plan, layOut(plan, toReader(new Map())).base)) {
    if (draft.plain) continue
    walkPieces(parsePrompt(draft.template), (piece) => {
      if (piece.kind === 'wildcard') names.add(piece.name)
    })
  }
  return [...names]
}

const namesIn = ({ template, plain }: Draft) =>
  plain ? [] : variablesOf(parsePrompt(template)).map(({ name }) => name)

/**
 * What a plan is, cell by cell, the last axis changing fastest; the same for the same plan and lists, in the browser
 * and on the server. More than 1,000 cells are refused with their true number, without one of them being made, and
 * prompts that are too long without one of those. Parameters are as chosen: `parametersFor` says what of them a model
 * gets.
 */
export function planCells(plan: Plan, lists: Lists): PlannedCells {
  const read = toReader(lists)
  const { base, dimensions, sample } = layOut(plan, read)
  const count = dimensions.reduce((product, { size }) => product * size, 1n)
  const refuse = (reason: 'too_many' | 'invalid', message: string) =>
    ({ ok: false, reason, count: String(count), message }) as const
  const problem = findProblem(plan, base, read, dimensions)
  if (problem !== null) return refuse('invalid', problem)
  if (count > BigInt(maxCells)) {
    const message = `This would be ${count.toLocaleString('en')} pictures. A batch has at most ${maxCells.toLocaleString('en')}: take a sample, or leave something out.`
    return refuse('too_many', message)
  }
  const axes = dimensions.map(({ kind, label, values }) => ({ kind, label, values: values() }))
  const sizes = axes.map(({ values }) => values.length)
  const prompts = remembered((draft, position) => textsOf(read(draft), sample, subjectOf(plan, position)))
  const cells: PlannedCell[] = []
  for (let position = 0; position < Number(count); position++) {
    const coordinates = coordinatesOf(position, sizes)
    const draft = dimensions.reduce((made, { vary }, axis) => vary(made, coordinates[axis] ?? 0), base)
    const made = prompts(draft, position)
    if (!made.ok) return refuse('invalid', made.problem)
    const labels = coordinates.map((coordinate, axis) => axes[axis]?.values[coordinate] ?? '')
    cells.push({ position, coordinates, labels, input: toInput(draft, made.texts) })
  }
  return { ok: true, axes, cells }
}

const subjectOf = (plan: Plan, position: number) =>
  plan.kind === 'file' ? `Line ${plan.rows[position]?.line}` : 'The prompt'

function toInput(draft: Draft, texts: readonly string[]): CellInput {
  const { modelId, provider, parameters, extra, template, variables, expansion } = draft
  return { modelId, provider, prompt: texts[expansion] ?? '', parameters, extra, template, variables }
}

type MakeTexts = (draft: Draft, position: number) => Texts

/** Prompts by template and variables: a grid has many cells of each. */
function remembered(make: MakeTexts): MakeTexts {
  const known = new Map<string, Texts>()
  return (draft, position) => {
    const key = JSON.stringify([draft.template, draft.variables])
    const texts = known.get(key) ?? make(draft, position)
    known.set(key, texts)
    return texts
  }
}

/**
 * What a model gets of a cell's parameters. Where several models are compared, each gets what it knows; what the plan
 * varies stays, so that a model that does not know it is found.
 */
export function parametersFor(
  plan: Plan,
  specs: readonly ParameterSpec[],
  parameters: ParameterValues,
): ParameterValues {
  const isCompared =
    plan.kind === 'models' || (plan.kind === 'matrix' && plan.axes.some(({ kind }) => kind === 'model'))
  if (!isCompared) return parameters
  const axes = plan.kind === 'matrix' ? plan.axes : []
  const varied = axes.flatMap((axis) => (axis.kind === 'parameter' ? [axis.name] : []))
  const kept = new Set([...varied, ...specs.map(({ name }) => name)])
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => kept.has(name)))
}
