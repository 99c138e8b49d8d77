import { readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Answered {
  status: number
  headers: Headers
  text: string
}

export interface Question {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | null
}

/** A server action of the build: how a browser names it, and a page that holds it. */
export interface BuiltAction {
  id: string
  page: string
}

const referencesSchema = z.object({
  node: z.record(
    z.string(),
    z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

const withoutGroups = (page: string) =>
  page
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/page$/, '') || '/'

/** The server actions that the build knows, by domain and name: `auth.signOutHere`. */
export function builtActions(): Map<string, BuiltAction> {
  const text = readFileSync('.next/server/server-reference-manifest.json', 'utf8')
  const { node } = referencesSchema.parse(JSON.parse(text))
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
      const domain = /^lib\/(.*)\/actions\.ts$/.exec(filename)?.[1] ?? filename
      return [`${domain}.${exportedName}`, { id, page: withoutGroups(Object.keys(workers)[0] ?? '') }]
    }),
  )
}

/** As React writes arguments: JSON, in which what begins with a dollar begins with two. */
export const encodeArguments = (values: unknown[]) =>
  JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value,
  )

/** Of an answer that never ends, nothing. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

/** A browser without a window: it keeps cookies, and says where its requests come from. */
export class HttpClient {
  readonly url: string
  /** Where it says that it asks from; believed by a server that trusts this machine as a proxy. */
  address: string | null = null
  readonly #actions = builtActions()
  #cookies = new Map<string, string>()

  readonly #onAnswer: (question: string, answer: Answered) => void

  constructor(url: string, onAnswer: (question: string, answer: Answered) => void = () => undefined) {
    this.url = url
    this.#onAnswer = onAnswer
  }

  /** Another one with the same cookies. */
  copy(): HttpClient {
    const copy = new HttpClient(this.url)
    copy.#cookies = new Map(this.#cookies)
    return copy
  }

  /** A cookie from elsewhere. */
  keep(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(path: string, { method = 'GET', headers = {}, body = null }: Question = {}): Promise<Answered> {
    const own = method === 'GET' ? {} : { origin: this.url, 'sec-fetch-site': 'same-origin' }
    const cookie = this.#cookies.size > 0 ? { cookie: this.cookieHeader } : {}
    const from = this.address === null ? {} : { 'x-forwarded-for': this.address }
    const sent = { ...cookie, ...own, ...from, ...headers }
    const response = await fetch(this.url + path, { method, redirect: 'manual', headers: sent, body })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const answer = { status: response.status, headers: response.headers, text: await textOf(response) }
    this.#onAnswer(`${method} ${path}`, answer)
    return answer
  }

  /** Asks as Next's own client does: with the mark in the address that belongs to these headers, which Next names. */
  async askData(path: string, headers: Record<string, string>): Promise<Answered> {
    const answer = await this.ask(path, { headers })
    const location = answer.headers.get('location') ?? ''
    return answer.status === 307 && /[?&]_rsc\b/.test(location) ? this.ask(location, { headers }) : answer
  }

  /** Calls a server action; `text` is what stands in the answer for its result. */
  act(name: string, values: unknown[], { team = 'no-team' } = {}): Promise<Answered> {
    return this.actRaw(name, encodeArguments(values), { team })
  }

  /** The same with a body that React may not have written. */
  actRaw(name: string, body: string, { team = 'no-team' } = {}): Promise<Answered> {
    const action = this.#actions.get(name)
    if (!action) throw new Error(`The build has no action ${name}.`)
    return this.ask(action.page.replace('[team]', team), {
      method: 'POST',
      headers: {
        'next-action': action.id,
        accept: 'text/x-component',
        'content-type': 'text/plain;charset=UTF-8',
      },
      body,
    })
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
