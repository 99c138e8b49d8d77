import { extensionOf, inCode, inShell, javaScript, literal, python } from './write.ts'

/** A call that carries files. */
export interface FormCall {
  /** Without a slash at its end. */
  baseUrl: string
  path: string
  fields: Readonly<Record<string, string>>
  /** In the folder of the program. */
  files: readonly { field: string; name: string }[]
}

export function toFormCurl({ baseUrl, path, fields, files }: FormCall): string {
  const lines = [
    ...Object.entries(fields).map(([name, value]) => `--form-string ${inShell(`${name}=${value}`)}`),
    ...files.map(({ field, name }) => `--form ${inShell(`${field}=@${name};type=image/png`)}`),
  ]
  return `curl ${inShell(baseUrl + path)} \\
  --header "Authorization: Bearer $LUMENFALL_API_KEY" \\
  --output answer.json \\
  ${lines.join(' \\\n  ')}
`
}

const pairs = (files: FormCall['files']) => files.map(({ field, name }) => [field, name])

export function toFormJavaScript({ baseUrl, path, fields, files }: FormCall): string {
  return `import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'

const form = new FormData()
for (const [name, value] of Object.entries(${literal(fields, javaScript, '')})) form.set(name, value)
for (const [field, name] of ${literal(pairs(files), javaScript, '')}) {
  form.append(field, await openAsBlob(name, { type: 'image/png' }), name)
}

const response = await fetch(${inCode(baseUrl + path)}, {
  method: 'POST',
  headers: { Authorization: \`Bearer \${process.env.LUMENFALL_API_KEY}\` },
  body: form,
})
if (!response.ok) throw new Error(await response.text())
const answer = await response.json()

for (const [index, image] of answer.data.entries()) {
  await writeFile(\`image-\${index + 1}.${extensionOf(fields)}\`, Buffer.from(image.b64_json, 'base64'))
}
`
}

export function toFormPython({ baseUrl, path, fields, files }: FormCall): string {
  return `import base64
import json
import os
import urllib.request
import uuid

fields = ${literal(fields, python, '')}
files = ${literal(pairs(files), python, '')}

boundary = uuid.uuid4().hex
body = b""
for name, value in fields.items():
    name = name.replace('"', "%22")
    body += f'--{boundary}\\r\\nContent-Disposition: form-data; name="{name}"\\r\\n\\r\\n{value}\\r\\n'.encode()
for field, name in files:
    body += f'--{boundary}\\r\\nContent-Disposition: form-data; name="{field}"; filename="{name}"\\r\\n'.encode()
    with open(name, "rb") as file:
        body += b"Content-Type: image/png\\r\\n\\r\\n" + file.read() + b"\\r\\n"
body += f"--{boundary}--\\r\\n".encode()

request = urllib.request.Request(
    ${inCode(baseUrl + path)},
    method="POST",
    headers={
        "Authorization": "Bearer " + os.environ["LUMENFALL_API_KEY"],
        "Content-Type": "multipart/form-data; boundary=" + boundary,
    },
    data=body,
)

with urllib.request.urlopen(request) as response:
    answer = json.load(response)

for index, image in enumerate(answer["data"], start=1):
    with open(f"image-{index}.${extensionOf(fields)}", "wb") as file:
        file.write(base64.b64decode(image["b64_json"]))
`
}
