import type { CallInput, Json } from '../port.ts'
import { formFieldsOf, formFileFields } from '../schema.ts'

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/** The same bytes: copied only where others share the memory, of which a Blob takes none. */
const ownBytes = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array<ArrayBuffer> =>
  buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))

const toFile = ({ role, mime, bytes }: CallInput, index: number) =>
  new File([ownBytes(bytes)], `${role}-${index + 1}.${extensions[mime] ?? 'bin'}`, { type: mime })

export interface Form {
  bytes: Uint8Array
  contentType: string
}

/** A body and pictures as `multipart/form-data`, as the API documents edits. */
export async function formOf(
  body: Readonly<Record<string, Json>>,
  inputs: readonly CallInput[],
): Promise<Form> {
  const form = new FormData()
  for (const [name, value] of Object.entries(formFieldsOf(body))) form.set(name, value)
  for (const [index, field] of formFileFields(inputs).entries()) {
    const input = inputs[index]
    if (input) form.append(field, toFile(input, index))
  }
  const encoded = new Response(form)
  return {
    bytes: new Uint8Array(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type') ?? 'multipart/form-data',
  }
}
