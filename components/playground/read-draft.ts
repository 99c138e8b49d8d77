import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import type { ParameterValues } from '#lib/models/schema.ts'
import type { Draft, DraftVersion } from './draft.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isInput = (value: unknown): value is VisibleInput =>
  isObject(value) &&
  (value['role'] === 'image' || value['role'] === 'mask') &&
  (value['from'] === 'gallery' || value['from'] === 'upload') &&
  typeof value['id'] === 'string' &&
  typeof value['width'] === 'number' &&
  typeof value['height'] === 'number'

const isSample = (value: unknown): value is NonNullable<Draft['sample']> =>
  isObject(value) && typeof value['size'] === 'number' && typeof value['seed'] === 'number'

const isAlbum = (value: unknown): value is NonNullable<Draft['album']> =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string'

const isVersion = (value: unknown): value is DraftVersion =>
  isObject(value) &&
  typeof value['number'] === 'number' &&
  ['id', 'promptId', 'title', 'text'].every((name) => typeof value[name] === 'string')

const readText = (value: unknown) => (typeof value === 'string' ? value : null)

const readSources = (album: unknown, version: unknown) => ({
  album: isAlbum(album) ? album : null,
  version: isVersion(version) ? version : null,
})

/** What an earlier version of this page kept may lack something, or be of another kind. */
export function readDraft(kept: unknown): Draft | null {
  if (!isObject(kept) || typeof kept['prompt'] !== 'string' || typeof kept['modelId'] !== 'string')
    return null
  const { prompt, modelId, provider, values, inputs, variables, isPlain, sample, extra, album, version } =
    kept
  const filled = Object.entries(isObject(variables) ? variables : {})
  return {
    prompt,
    modelId,
    provider: readText(provider),
    // It came out of JSON; what no parameter takes is refused where it is used.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    values: isObject(values) ? (values as ParameterValues) : {},
    inputs: Array.isArray(inputs) ? inputs.filter(isInput) : [],
    variables: Object.fromEntries(
      filled.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    isPlain: isPlain === true,
    sample: isSample(sample) ? sample : null,
    extra: readText(extra) ?? '',
    ...readSources(album, version),
  }
}
