import type { ParameterValues } from '#lib/models/schema.ts'
import type { InputRole } from '#lib/inputs/schema/reference.ts'
import {
  editPath,
  formFieldsOf,
  formFileFields,
  generationBodyOf,
  generationPath,
} from '#lib/upstream/schema.ts'
import { toCurl, toJavaScript, toPython } from './schema/write.ts'
import { toFormCurl, toFormJavaScript, toFormPython } from './schema/write-form.ts'

export const snippetLanguages = ['curl', 'javascript', 'python'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

export interface Snippet {
  language: SnippetLanguage
  /** "cURL", for the tab. */
  label: string
  code: string
}

/** What a draft asks for; `n` is among the parameters. */
export interface SnippetRequest {
  modelId: string
  provider: string | null
  prompt: string
  parameters: ParameterValues
  extra?: ParameterValues
  /** Pictures that it starts from: files beside the program, by `pictureNames`. */
  inputs?: readonly { role: InputRole }[]
}

/** What the pictures of a request are called beside its program. */
export const pictureNames = (inputs: readonly { role: InputRole }[]) =>
  inputs.map(({ role }, index) => (role === 'mask' ? 'mask.png' : `picture-${index + 1}.png`))

/** What a request sends, byte for byte what the server itself sends, but for the trace of an attempt. */
export function bodyOf({ modelId, provider, prompt, parameters, extra = {} }: SnippetRequest) {
  const { n, ...rest } = parameters
  const count = typeof n === 'number' ? n : 1
  return generationBodyOf({ modelId, provider, prompt, n: count, parameters: { ...rest, ...extra } })
}

/**
 * Programs that make exactly this request, and run as they are printed, with the key in LUMENFALL_API_KEY. `baseUrl`
 * ends in /openai/v1.
 */
export function snippetsFor(request: SnippetRequest, { baseUrl }: { baseUrl: string }): Snippet[] {
  const [curl, javaScript, python] = programsOf(request, baseUrl)
  return [
    { language: 'curl', label: 'cURL', code: curl },
    { language: 'javascript', label: 'JavaScript', code: javaScript },
    { language: 'python', label: 'Python', code: python },
  ]
}

function programsOf(request: SnippetRequest, baseUrl: string): [string, string, string] {
  const { inputs = [] } = request
  const body = bodyOf(request)
  if (inputs.length === 0) {
    const call = { baseUrl, path: generationPath, body }
    return [toCurl(call), toJavaScript(call), toPython(call)]
  }
  const names = pictureNames(inputs)
  const files = formFileFields(inputs).map((field, index) => ({ field, name: names[index] ?? '' }))
  const call = { baseUrl, path: editPath, fields: formFieldsOf(body), files }
  return [toFormCurl(call), toFormJavaScript(call), toFormPython(call)]
}
