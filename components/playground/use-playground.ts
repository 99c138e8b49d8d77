'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Plan } from '#lib/batches/schema.ts'
import { maxCells } from '#lib/batches/schema/limits.ts'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import { toRef, toSize } from '#lib/inputs/schema/visible.ts'
import { catalogueQuery, modelQuery } from '#lib/models/queries.ts'
import type { Estimate, Model, ParameterValues } from '#lib/models/schema.ts'
import type { Spend } from './confirm-spend.tsx'
import { needsQuestion } from './confirm-spend.tsx'
import { draftOf, versionIn } from './draft.ts'
import type { PlaygroundProps } from './playground.tsx'
import { useDraft } from './use-draft.ts'
import { useEstimate } from './use-estimate.ts'
import { useInputProblem } from './use-input-problem.ts'
import { useGenerate } from './use-generate.ts'
import { useLanguage } from './use-language.ts'
import { useLists } from './use-lists.ts'
import type { Problems } from './use-problems.ts'
import { useProblems } from './use-problems.ts'
import { whyNotUsable } from './usable.ts'
import { useStartBatch } from './use-start-batch.ts'

/** What of the chosen values is sent: those that the model knows, and that no other one sets aside. */
function sentValues(model: Model, chosen: ParameterValues): ParameterValues {
  const setAside = new Set(
    model.parameters.filter((spec) => chosen[spec.name] !== undefined).flatMap((spec) => spec.overrides),
  )
  const known = model.parameters.filter(({ name }) => chosen[name] !== undefined && !setAside.has(name))
  return Object.fromEntries(known.map(({ name }) => [name, chosen[name] ?? null]))
}

/** Extra JSON beside a request, where there is any. */
const beside = (extra: ParameterValues) => (Object.keys(extra).length > 0 ? { extra } : {})

const guestNote = 'Guests look, and do not generate. An admin can change that.'

/** What of the draft's pictures the model starts from. */
function sentInputs({ inputs: limits }: Model, chosen: readonly VisibleInput[]): VisibleInput[] {
  if (!limits) return []
  return chosen.filter(({ role }) => role === 'image' || limits.mask)
}

interface Checked extends Problems {
  /** What is wrong with the pictures. */
  inputProblem: string | null
  /** Why the prompt cannot be sent: it is too long, or its lists are not here. */
  wordsProblem: string | null
}

/** Why nothing can be generated with what is chosen; null when something can. */
function obstacleOf(model: Model, checked: Checked, texts: bigint): string | null {
  const unusable = whyNotUsable(model)
  if (unusable !== null) return unusable
  const { problems, extra, inputProblem, wordsProblem } = checked
  const message = problems[0]?.message ?? extra.problem ?? inputProblem ?? wordsProblem
  if (message !== null) return message
  if (texts <= BigInt(maxCells)) return null
  const [count, most] = [texts, maxCells].map((number) => number.toLocaleString('en-US'))
  return `This stands for ${count} prompts, and ${most} are the most at once. Take a sample.`
}

/** Of so many texts together. */
function times(estimate: Estimate | undefined, texts: bigint): Estimate | undefined {
  return estimate?.known && texts <= BigInt(maxCells)
    ? { ...estimate, micros: estimate.micros * Number(texts) }
    : estimate
}

/** The chosen model; while it is not there, the first one stands in its place, and `missing` says why it cannot be had. */
function useChosenModel(team: string, modelId: string, first: Model) {
  const { data, error, isPending } = useQuery(modelQuery(team, modelId, first))
  return { model: data ?? first, missing: data || !error ? null : error.message, isPending }
}

/** The draft, what of it is sent, and what that would cost. */
function useWish({ team, models, model: firstModel, examplePrompt, canGenerate }: PlaygroundProps) {
  // For whoever asks for the catalogue later: it is here already.
  useQuery(catalogueQuery(team, models))
  const example = { prompt: examplePrompt, modelId: firstModel.id, provider: null, parameters: {}, n: 1 }
  const { draft, change } = useDraft(team, { ...draftOf(example), values: {} })
  const { model, missing, isPending } = useChosenModel(team, draft.modelId, firstModel)
  const values = sentValues(model, draft.values)
  const inputs = sentInputs(model, draft.inputs)
  const inputProblem = useInputProblem(model, inputs)
  const checked = useProblems(model, values, draft.extra)
  const provider = model.providers.find((slug) => slug === draft.provider) ?? null
  const words = model.takesPrompt ? draft : { ...draft, prompt: '', sample: null }
  const { lists, isLoading, problem: listsProblem } = useLists(team, words.prompt, words.isPlain)
  const written = useLanguage(words, lists)
  const { problems, extra } = checked
  const request = { modelId: model.id, provider, parameters: values, ...beside(extra.values) }
  const sizes = inputs.length === 0 ? {} : { inputs: inputs.map(toSize) }
  const price = useEstimate(team, { ...request, ...sizes })
  const found = { ...checked, inputProblem, wordsProblem: written.problem ?? listsProblem }
  const obstacle = canGenerate ? (missing ?? obstacleOf(model, found, written.texts)) : guestNote
  const images = typeof values['n'] === 'number' ? values['n'] : 1
  // What is chosen is on its way: what stands here until then is not to be paid for.
  const isWaiting = isLoading || isPending
  return {
    draft,
    change,
    model,
    missing,
    values,
    inputs,
    problems,
    extra,
    provider,
    request,
    lists,
    written,
    price,
    isPricing: isWaiting || !price.isCurrent,
    obstacle,
    isWaiting,
    images,
  }
}

/** What somebody is asked about, and what is sent when they agree: as both were when they pressed. */
interface Question {
  spend: Spend
  send: () => void
}

/** Everything that the playground's parts share, and what its button does. */
export function usePlayground(props: PlaygroundProps) {
  const wish = useWish(props)
  const { draft, model, inputs, request: shared, written, price, images, obstacle, isWaiting } = wish
  const single = useGenerate(props.team, props.me, props.environment)
  const many = useStartBatch(props.team)
  const [question, setQuestion] = useState<Question | null>(null)

  function send(one: Estimate | undefined): void {
    const { variables, sample, album = null } = draft
    const template = model.takesPrompt ? draft.prompt : ''
    if (written.texts === 1n && (sample === null || !model.takesPrompt)) {
      const into = album === null ? {} : { albumId: album.id }
      const typed = written.single === template ? {} : { template, variables }
      const request = { ...shared, prompt: written.single, visibility: 'team', ...typed, ...into } as const
      const known = { estimate: one?.known ? one.micros : null, version: versionIn(draft) }
      void single.generate(request, inputs, known)
      return
    }
    const plan: Plan = { kind: 'variants', ...shared, template, variables, sample, inputs: inputs.map(toRef) }
    void many.start(plan)
  }

  async function onGenerate(): Promise<void> {
    if (obstacle !== null || isWaiting) return
    const one = price.isCurrent ? price.estimate : await price.ask()
    const spend = { images: Number(written.texts) * images, estimate: times(one, written.texts) }
    if (needsQuestion(spend)) setQuestion({ spend, send: () => send(one) })
    else send(one)
  }

  return {
    team: props.team,
    ...wish,
    estimate: times(price.estimate, written.texts),
    failure: single.failure ?? many.failure,
    onGenerate: () => void onGenerate(),
    /** What is to be agreed to first, if anything is. */
    asked: {
      spend: question?.spend ?? null,
      onClose: () => setQuestion(null),
      onConfirm: () => question?.send(),
    },
  }
}

export type PlaygroundState = ReturnType<typeof usePlayground>
