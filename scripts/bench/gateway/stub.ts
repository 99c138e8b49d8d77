import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { pictureOf } from './pictures.ts'

// The upstream of the bench, a program of its own: pictures at once, or after two seconds where a prompt begins with
// "slow"; as bytes, or as an address. It counts what it was asked to make, by the first part of the path.

const counts: Record<string, number> = {}
const callSchema = z.object({ prompt: z.string().default(''), response_format: z.string().optional() })
const micros = 30_000
const model = 'imagen-3.0-generate-002'

function json(response: ServerResponse, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}

/** What stands around the picture's base64, as the API has it. */
function around(): [before: string, after: string] {
  const id = `req_${Math.random().toString(36).slice(2)}`
  const metadata = { model, executed_model: `vertex/${model}`, provider: 'vertex', cost: micros / 1_000_000 }
  return [
    `{"id":"${id}","created":${Math.floor(Date.now() / 1_000)},"data":[{"b64_json":"`,
    `"}],"metadata":${JSON.stringify({ ...metadata, cost_currency: 'USD', attempts: [] })}}`,
  ]
}

async function make(request: IncomingMessage, response: ServerResponse, caller: string): Promise<void> {
  const { prompt, response_format: form } = callSchema.parse(JSON.parse(await text(request)))
  if (request.url?.includes('dryRun=true')) {
    json(response, { estimated: true, model, provider: 'vertex', total_cost_micros: micros, currency: 'USD' })
    return
  }
  counts[caller] = (counts[caller] ?? 0) + 1
  if (prompt.startsWith('slow')) await wait(2_000)
  if (form === 'url') {
    json(response, { created: 0, data: [{ url: `https://media.lumenfall.ai/${'a'.repeat(64)}.png` }] })
    return
  }
  const picture = pictureOf(prompt)
  const [before, after] = around()
  const tail = picture.tailOf(prompt)
  const length = before.length + picture.base64.length + tail.length + after.length
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
  response.write(before)
  response.write(picture.base64, 'latin1')
  response.end(tail + after)
}

const properties = { prompt: { type: 'string' }, n: { type: 'integer', minimum: 1, maximum: 10 } }

const server = createServer((request, response) => {
  const [, caller = '', ...rest] = (request.url ?? '').split('?')[0]?.split('/') ?? []
  const path = rest.join('/')
  if (request.method === 'POST') void make(request, response, caller)
  else if (caller === 'counts') json(response, counts)
  else if (path.endsWith('balance')) json(response, { available: { amount: 100 } })
  else if (path.endsWith('requests')) json(response, { data: [] })
  else if (path.endsWith('models'))
    json(response, { object: 'list', data: [{ id: model, owned_by: 'google' }] })
  else json(response, { id: model, parameters: { properties } })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
