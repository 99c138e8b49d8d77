import type { JsonValue } from '#lib/models/schema.ts'

export interface HttpCall {
  /** Without a slash at its end. */
  baseUrl: string
  path: string
  body: Readonly<Record<string, JsonValue>>
}

/** For a shell: between single quotes nothing means anything, and a single quote stands between two such strings. */
export const inShell = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** JSON's strings are JavaScript's and Python's, too. */
export const inCode = (text: string) => JSON.stringify(text)

interface Dialect {
  /** What is written for true, false and null. */
  words: Readonly<Record<'true' | 'false' | 'null', string>>
  key(name: string): string
}

export const javaScript: Dialect = {
  words: { true: 'true', false: 'false', null: 'null' },
  key: (name) => {
    // Written plainly it would set the prototype.
    if (name === '__proto__') return `[${inCode(name)}]`
    return /^[A-Za-z_]\w*$/.test(name) ? name : inCode(name)
  },
}

export const python: Dialect = { words: { true: 'True', false: 'False', null: 'None' }, key: inCode }

const isWord = (text: string): text is keyof Dialect['words'] =>
  text === 'true' || text === 'false' || text === 'null'

/** A value as a literal of a language, over several lines where it holds something. */
export function literal(value: JsonValue, dialect: Dialect, indent: string): string {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value)
    return isWord(text) ? dialect.words[text] : text
  }
  const inner = `${indent}${step}`
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, dialect, inner))
    : Object.entries(value).map(([name, item]) => `${dialect.key(name)}: ${literal(item, dialect, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (items.length === 0) return `${open}${close}`
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`
}

const step = '  '

export function toCurl({ baseUrl, path, body }: HttpCall): string {
  return `curl ${inShell(baseUrl + path)} \\
  --header "Authorization: Bearer $LUMENFALL_API_KEY" \\
  --header 'Content-Type: application/json' \\
  --output answer.json \\
  --data ${inShell(JSON.stringify(body, null, 2))}
`
}

const extensions = ['png', 'jpeg', 'webp', 'avif', 'gif']

/** Of the files that a program writes. */
export function extensionOf({ output_format: format }: Readonly<Record<string, JsonValue>>): string {
  return typeof format === 'string' && extensions.includes(format) ? format : 'png'
}

export function toJavaScript(call: HttpCall): string {
  return `import { writeFile } from 'node:fs/promises'
import OpenAI from 'openai'

const client = new OpenAI({
  apiKey: process.env.LUMENFALL_API_KEY,
  baseURL: ${inCode(call.baseUrl)},
  // Asking again is paying again.
  maxRetries: 0,
})

const answer = await client.images.generate(${literal(call.body, javaScript, '')})

for (const [index, image] of answer.data.entries()) {
  await writeFile(\`image-\${index + 1}.${extensionOf(call.body)}\`, Buffer.from(image.b64_json, 'base64'))
}
`
}

export function toPython(call: HttpCall): string {
  const { baseUrl, path, body } = call
  return `import base64
import json
import os
import urllib.request

request = urllib.request.Request(
    ${inCode(baseUrl + path)},
    method="POST",
    headers={
        "Authorization": "Bearer " + os.environ["LUMENFALL_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps(${literal(body, python, '    ')}).encode(),
)

with urllib.request.urlopen(request) as response:
    answer = json.load(response)

for index, image in enumerate(answer["data"], start=1):
    with open(f"image-{index}.${extensionOf(call.body)}", "wb") as file:
        file.write(base64.b64decode(image["b64_json"]))
`
}
