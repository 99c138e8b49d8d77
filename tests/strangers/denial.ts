import type { Answered } from '../setup/http-client.ts'
import type { Things } from '../setup/things.ts'

const inAction = (text: string) =>
  /"serverError":\{"code":"(\w+)"/.exec(text)?.[1] ??
  (text.includes('"validationErrors":{') ? 'invalid' : null)

const inJson = (text: string) => /^\{"error":\{"code":"(\w+)"/.exec(text)?.[1] ?? null

function inPage({ status, headers }: Answered): string | null {
  if (status === 307 && headers.get('location') === '/sign-in') return 'signed_out'
  return status === 404 ? 'not_found' : null
}

/** How somebody was denied; null when they were not. */
export function denialOf(answer: Answered): string | null {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/x-component')) return inAction(answer.text)
  return type.startsWith('application/json') ? inJson(answer.text) : inPage(answer)
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g
const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

/** A page's parts come as they are ready: in which order says how long each took, and nothing else. */
const inOneOrder = (text: string, headers: Headers) =>
  headers.get('content-type')?.startsWith('text/html')
    ? text
        .split(/(?=<script)|\\n/)
        .toSorted()
        .join('\n')
    : text

/** An answer as it must look like any other of its kind: without what was asked for, and what is new each time. */
export function bare({ status, headers, text }: Answered, things: Things) {
  const names: string[] = Object.values(things)
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? 'no nonce'
  const plain = (value: string) =>
    [...names, nonce]
      .reduce((left, name) => left.replaceAll(name, '<thing>'), value)
      .replace(uuids, '<id>')
      .replace(times, '<time>')
  const kept = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
  return {
    status,
    headers: kept.map(([name, value]) => `${name}: ${plain(value)}`),
    text: inOneOrder(plain(text), headers),
  }
}
