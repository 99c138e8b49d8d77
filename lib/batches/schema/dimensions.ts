import type { JsonValue, ParameterValues } from '#lib/models/schema.ts'
import type { PlannedAxis } from './batch.ts'
import { labelOfText, labelOfValue, labelsOfTexts } from './labels.ts'
import type { Axis, Plan, PlanOf, Row, Sample } from './plan.ts'
import type { Read, Wording } from './wording.ts'
import { textsOf } from './wording.ts'

/** A cell while the axes have their say, one after the other. */
export interface Draft extends Wording {
  modelId: string
  provider: string | null
  parameters: ParameterValues
  extra: ParameterValues
  /** Which of the template's expansions. */
  expansion: number
}

/** One direction of a grid. Its size is known without its values being made. */
export interface Dimension {
  kind: PlannedAxis['kind']
  label: string
  size: bigint
  /** In words; to be asked for only where its texts have no problem. */
  values: () => string[]
  vary: (draft: Draft, index: number) => Draft
}

function expansions(base: Draft, read: Read, label: string, sample: Sample | null): Dimension {
  const all = read(base).count
  return {
    kind: 'expansion',
    label,
    size: sample && all > BigInt(sample.size) ? BigInt(sample.size) : all,
    values: () => {
      const made = textsOf(read(base), sample, label)
      return made.ok ? labelsOfTexts(made.texts) : []
    },
    vary: (draft, expansion) => ({ ...draft, expansion }),
  }
}

/** A direction along a list of values, each with its words and with what it changes. */
function along<T>(
  { kind, label }: Pick<Dimension, 'kind' | 'label'>,
  values: readonly T[],
  toLabel: (value: T) => string,
  change: (draft: Draft, value: T) => Partial<Draft>,
): Dimension {
  return {
    kind,
    label,
    size: BigInt(values.length),
    values: () => values.map(toLabel),
    vary: (draft, index) => {
      const value = values[index]
      return value === undefined ? draft : { ...draft, ...change(draft, value) }
    },
  }
}

const models = (label: string, ids: readonly string[]) =>
  along({ kind: 'model', label }, ids, labelOfText, (_draft, modelId) => ({ modelId }))

/** A null leaves it to the API's default. */
function withValue(parameters: ParameterValues, name: string, value: JsonValue): ParameterValues {
  const changed = { ...parameters, [name]: value }
  if (value === null) delete changed[name]
  return changed
}

function toDimension(axis: Axis, base: Draft, read: Read): Dimension {
  switch (axis.kind) {
    case 'parameter':
      return along(axis, axis.values, labelOfValue, ({ parameters }, value) => ({
        parameters: withValue(parameters, axis.name, value),
      }))
    case 'variable':
      return along(axis, axis.values, labelOfText, ({ variables }, value) => ({
        variables: { ...variables, [axis.name]: value },
      }))
    case 'expansion':
      return expansions(base, read, axis.label, axis.sample ?? null)
    case 'model':
      return models(axis.label, axis.values)
    case 'prompt':
      return along(axis, axis.values, labelOfText, (_draft, template) => ({ template }))
  }
}

const rows = (list: readonly Row[]) =>
  along(
    { kind: 'row', label: 'Row' },
    list,
    ({ line }) => `Line ${line}`,
    (draft, row) => ({
      template: row.prompt ?? draft.template,
      variables: { ...draft.variables, ...row.variables },
      parameters: { ...draft.parameters, ...row.parameters },
    }),
  )

interface Layout {
  base: Draft
  dimensions: Dimension[]
  /** How the expansions are chosen, where they are a dimension. */
  sample: Sample | null
}

type Base = Omit<Draft, 'plain' | 'extra' | 'expansion'> & {
  plain?: boolean | undefined
  extra?: ParameterValues | undefined
}

const toDraft = (base: Base): Draft => ({
  modelId: base.modelId,
  provider: base.provider,
  parameters: base.parameters,
  extra: base.extra ?? {},
  template: base.template,
  variables: base.variables,
  plain: base.plain ?? false,
  expansion: 0,
})

function layOutModels(plan: PlanOf<'models'>, read: Read): Layout {
  const base = toDraft({ ...plan, modelId: plan.modelIds[0] ?? '', provider: null })
  const sample = plan.sample ?? null
  const variants = expansions(base, read, 'Variant', sample)
  const byModel = models('Model', plan.modelIds)
  return { base, dimensions: variants.size === 1n ? [byModel] : [variants, byModel], sample }
}

/** The grid behind a plan: where it begins, and its directions. The last one changes fastest. */
export function layOut(plan: Plan, read: Read): Layout {
  switch (plan.kind) {
    case 'variants': {
      const base = toDraft(plan)
      return {
        base,
        dimensions: [expansions(base, read, 'Variant', plan.sample)],
        sample: plan.sample,
      }
    }
    case 'models':
      return layOutModels(plan, read)
    case 'matrix': {
      const base = toDraft(plan.base)
      const expansion = plan.axes.find((axis) => axis.kind === 'expansion')
      const dimensions = plan.axes.map((axis) => toDimension(axis, base, read))
      return { base, dimensions, sample: expansion?.sample ?? null }
    }
    case 'file':
      return { base: toDraft(plan.base), dimensions: [rows(plan.rows)], sample: null }
  }
}
