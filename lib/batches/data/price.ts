import 'server-only'
import pLimit from 'p-limit'
import type { Viewer } from '#lib/auth/schema.ts'
import { hashOf } from '#lib/generations/data/recipe.ts'
import { toSize } from '#lib/inputs/schema.ts'
import { estimateCost } from '#lib/models/data.ts'
import type { Estimate, EstimateQuestion } from '#lib/models/schema.ts'
import type { SoundCell } from './check.ts'

/** So many different prices are asked for, and so many of them at once. */
const maxQuestions = 100
const atOnce = 8

/** What never changes a price, and often differs from cell to cell. */
const neutral = new Set(['seed', 'negative_prompt'])

function questionOf({ recipe }: SoundCell): EstimateQuestion {
  const { model, provider, n, parameters, extra, inputs } = recipe
  const kept = Object.entries(parameters).filter(([name]) => !neutral.has(name))
  const question = { modelId: model, provider, parameters: { ...Object.fromEntries(kept), n }, extra }
  return inputs.length === 0 ? question : { ...question, inputs: inputs.map(toSize) }
}

export interface Prices {
  total: Estimate
  /** Micro-dollars of one cell, null where nobody can say. */
  of: (cell: SoundCell) => number | null
}

const tooMany = 'These have too many different prices to ask for them all.'

/**
 * What cells cost: each different price is asked for once, never one for each cell. Where one cannot be known the
 * others are not asked for, for the sum cannot be known either.
 */
export async function priceCells(viewer: Viewer, cells: readonly SoundCell[]): Promise<Prices> {
  const keys = new Map<SoundCell, string>()
  const questions = new Map<string, EstimateQuestion>()
  for (const cell of cells) {
    const question = questionOf(cell)
    const key = hashOf({ ...question, extra: question.extra ?? {}, inputs: question.inputs ?? [] })
    keys.set(cell, key)
    questions.set(key, question)
  }
  if (questions.size > maxQuestions) return { total: { known: false, reason: tooMany }, of: () => null }

  const known = new Map<string, number>()
  const reasons: string[] = []
  const limit = pLimit(atOnce)
  const ask = async ([key, question]: [string, EstimateQuestion]) => {
    if (reasons.length > 0) return
    const estimate = await estimateCost(viewer, question)
    if (estimate.known) known.set(key, estimate.micros)
    else reasons.push(estimate.reason)
  }
  await Promise.all([...questions].map((entry) => limit(ask, entry)))
  const of = (cell: SoundCell) => known.get(keys.get(cell) ?? '') ?? null
  const [reason] = reasons
  const micros = cells.reduce((sum, cell) => sum + (of(cell) ?? 0), 0)
  return { total: reason === undefined ? { known: true, micros } : { known: false, reason }, of }
}
