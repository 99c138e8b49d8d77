import type { JsonValue } from './json.ts'
import { jsonSchema } from './json.ts'
import type { ParameterSpec } from './parameter.ts'
import { ownValue } from './parameter.ts'

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
}

function parseJson(text: string): JsonValue {
  try {
    return jsonSchema.catch(text).parse(JSON.parse(text))
  } catch {
    return text
  }
}

const toNumber = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text)

/** A text, of a file or a form, as the value that its parameter takes. What cannot be one stays text, and is found later. */
export function valueFromText(spec: ParameterSpec, text: string): JsonValue {
  if (spec.kind === 'integer' || spec.kind === 'number') return toNumber(text)
  if (spec.kind === 'switch') return ownValue(truths, text.toLowerCase()) ?? text
  if (spec.kind === 'choice') return spec.options.find((option) => String(option) === text) ?? text
  return spec.kind === 'json' ? parseJson(text) : text
}
