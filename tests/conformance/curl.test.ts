import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

// The real curl, as people type it.

const run = promisify(execFile)
const model = 'imagen-3.0-generate-002'
const editor = 'gemini-2.5-flash-image'

let programs: Programs
let apiKey: string
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-curl-'))
  programs = await startPrograms({ GENERATION_DEADLINE_MS: '8000', GENERATION_LOOKUP_MS: '1500' })
  apiKey = await programs.token()
  for (const name of ['red', 'mask']) {
    const create = {
      width: 320,
      height: 200,
      channels: 4 as const,
      background: name === 'red' ? '#a33' : '#0000',
    }
    writeFileSync(join(folder, `${name}.png`), await sharp({ create }).png().toBuffer())
  }
})
afterAll(async () => {
  await programs?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const billed = () => programs.standin.control.bill().images
const sentFor = (prompt: string) =>
  programs.standin.control.calls().filter(({ fields }) => fields['prompt'] === prompt)

const answerSchema = z.object({ exit: z.number(), status: z.number(), headers: z.string(), text: z.string() })

/** How curl ended (0: well), and what it read. */
async function curl(path: string, ...flags: string[]) {
  const [headers, body] = [join(folder, `${uuid()}.headers`), join(folder, `${uuid()}.body`)]
  writeFileSync(headers, '')
  writeFileSync(body, '')
  const own = [
    '-sS',
    '-D',
    headers,
    '-o',
    body,
    '-w',
    '%{http_code}',
    '-H',
    `Authorization: Bearer ${apiKey}`,
  ]
  const exit = await run('curl', [...own, ...flags, `${programs.baseURL}${path}`]).then(
    ({ stdout }) => ({ exit: 0, status: Number(stdout) }),
    (error: unknown) => {
      const { code, stdout } = z.object({ code: z.number(), stdout: z.string() }).parse(error)
      return { exit: code, status: Number(stdout) }
    },
  )
  const [read, text] = [readFileSync(headers, 'utf8'), readFileSync(body, 'utf8')]
  return { ...answerSchema.parse({ ...exit, headers: read.toLowerCase(), text }), json: jsonOf(text) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const json = (body: unknown, ...flags: string[]) => [
  '-H',
  'Content-Type: application/json',
  '-d',
  JSON.stringify(body),
  ...flags,
]
const generations = '/images/generations'
const imagesSchema = z.object({ data: z.array(z.object({ url: z.url() })) })
const errorSchema = z.object({
  error: z.strictObject({ message: z.string().min(10), type: z.string(), code: z.string() }),
})

describe('pictures', () => {
  test('from JSON, and what their addresses give', async () => {
    const answer = await curl(generations, ...json({ model, prompt: 'A tram', output_format: 'webp' }))
    expect(answer).toMatchObject({ exit: 0, status: 200 })
    expect(answer.headers).toContain('content-type: application/json')
    expect(answer.headers).toMatch(/x-lumenfall-request-id: req_/)
    const [picture] = imagesSchema.parse(answer.json).data
    const file = join(folder, 'tram.webp')
    await run('curl', ['-sSf', '-o', file, picture?.url ?? ''])
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 1024 })
  })

  test('from a form with files', async () => {
    const prompt = 'In the snow'
    const form = ['-F', `model=${editor}`, '-F', `prompt=${prompt}`, '-F', 'n=2']
    const files = ['-F', `image[]=@${folder}/red.png`, '-F', `image[]=@${folder}/red.png;type=image/png`]
    const answer = await curl('/images/edits', ...form, ...files, '-F', `mask=@${folder}/mask.png`)
    expect(answer).toMatchObject({ exit: 0, status: 200 })
    expect(imagesSchema.parse(answer.json).data).toHaveLength(2)
    expect(sentFor(prompt)[0]?.uploads.map(({ field }) => field)).toEqual(['image[]', 'image[]', 'mask'])
  })

  test('or what they would cost', async () => {
    const before = billed()
    const answer = await curl(`${generations}?dryRun=true`, ...json({ model, prompt: 'A tram', n: 2 }))
    expect(answer.json).toMatchObject({ estimated: true, total_cost_micros: 60_000, currency: 'USD' })
    expect(billed()).toBe(before)
  })

  test('and the models that make them', async () => {
    expect((await curl('/models')).json).toMatchObject({ object: 'list' })
    for (const path of [
      `/models/${model}?schema=true`,
      `/models/${encodeURIComponent('imagen-3')}?schema=true`,
    ])
      expect((await curl(path)).json).toMatchObject({
        id: model,
        object: 'model',
        parameters: expect.any(Array),
      })
  })
})

describe('a client that leaves', () => {
  test('has paid once, and its picture is kept', async () => {
    const prompt = 'Nobody waits for curl [[slow:1000]]'
    // 28: its own time-out.
    expect(await curl(generations, '--max-time', '0.5', ...json({ model, prompt }))).toMatchObject({
      exit: 28,
    })
    const address = `/api/t/${programs.team}/gallery?scope=team&search=${encodeURIComponent('"waits for curl"')}`
    await eventually(async () => (await programs.owner.ask(address)).text.includes('"images":[{'))
    expect(sentFor(prompt)).toHaveLength(1)
  })

  test('gets it by its key when it comes back', async () => {
    const prompt = 'Back for it [[slow:1000]]'
    const asked = json({ model, prompt }, '-H', `Idempotency-Key: ${uuid()}`)
    expect(await curl(generations, '--max-time', '0.5', ...asked)).toMatchObject({ exit: 28 })
    const under = await curl(generations, '-H', 'Prefer: respond-async', ...asked)
    expect(under).toMatchObject({ status: 409, json: { error: { code: 'CALL_IN_PROGRESS' } } })
    expect(under.headers).toContain('retry-after: 5')
    expect(await curl(generations, ...asked)).toMatchObject({ status: 200 })
    expect(sentFor(prompt)).toHaveLength(1)
  })

  test('comes back by itself for what cost nothing, and not for what was billed', async () => {
    const [free, paid] = ['At first too many', 'Lost [[cut-json]]']
    const match = { promptIncludes: free }
    programs.standin.control.addFault({ fault: 'rate-limited', argument: '1', times: 1, match })
    const retries = ['--retry', '2', '--retry-delay', '1']
    expect(await curl(generations, ...retries, ...json({ model, prompt: free }))).toMatchObject({
      status: 200,
    })
    expect(sentFor(free)).toHaveLength(2)
    const lost = await curl(generations, ...retries, ...json({ model, prompt: paid }))
    expect(lost).toMatchObject({ status: 424, json: { error: { code: 'OUTCOME_UNKNOWN' } } })
    expect(sentFor(paid)).toHaveLength(1)
  })
})

describe('what is not understood is said in the API’s envelope, with what to do', () => {
  const asJson = ['-H', 'Content-Type: application/json', '-d']
  const image = () => `image=@${folder}/red.png`

  test.each<[string, () => [string, ...string[]], number, string, RegExp]>([
    [
      'JSON that ends in the middle',
      () => [generations, ...asJson, '{"model":'],
      400,
      'INVALID_REQUEST',
      /JSON/,
    ],
    ['no JSON object', () => [generations, ...asJson, '[]'], 400, 'INVALID_REQUEST', /object/],
    ['no body', () => [generations, '-X', 'POST'], 400, 'INVALID_REQUEST', /JSON/],
    ['no prompt', () => [generations, ...json({ model })], 400, 'INVALID_REQUEST', /prompt/],
    [
      'a form without a picture',
      () => ['/images/edits', '-F', `model=${editor}`, '-F', 'prompt=x'],
      400,
      'INVALID_REQUEST',
      /at least one image/,
    ],
    [
      'JSON in the place of a form',
      () => ['/images/edits', ...json({ model: editor })],
      400,
      'INVALID_REQUEST',
      /form-data/,
    ],
    [
      'a picture that is text',
      () => ['/images/edits', '-F', `model=${editor}`, '-F', 'prompt=x', '-F', 'image=none'],
      400,
      'INVALID_REQUEST',
      /file/,
    ],
    [
      'a model without edits',
      () => ['/images/edits', '-F', `model=${model}`, '-F', 'prompt=x', '-F', image()],
      400,
      'INVALID_REQUEST',
      /./,
    ],
    [
      'an empty key',
      () => [generations, '-H', 'Idempotency-Key;', ...json({ model, prompt: 'x' })],
      400,
      'INVALID_REQUEST',
      /Idempotency-Key/,
    ],
    [
      'a key that is too long',
      () => [generations, '-H', `Idempotency-Key: ${'k'.repeat(256)}`, ...json({ model, prompt: 'x' })],
      400,
      'INVALID_REQUEST',
      /255/,
    ],
    [
      'a model that there is not',
      () => [generations, ...json({ model: 'none', prompt: 'x' })],
      404,
      'MODEL_NOT_FOUND',
      /none/,
    ],
    ['another part of the API', () => ['/embeddings', ...json({})], 404, 'NOT_FOUND', /embeddings/],
  ])('%s', async (_what, ask, status, code, words) => {
    const before = billed()
    const answer = await curl(...ask())
    expect(answer).toMatchObject({ exit: 0, status })
    const { error } = errorSchema.parse(answer.json)
    expect(error).toMatchObject({
      code,
      type: 'invalid_request_error',
      message: expect.stringMatching(words),
    })
    expect(answer.headers).toContain('x-should-retry: false')
    expect(billed()).toBe(before)
  })

  test('a body that is too large', async () => {
    const large = join(folder, 'large.json')
    writeFileSync(large, JSON.stringify({ model, prompt: 'x'.repeat(2_000_000) }))
    const answer = await curl(generations, '-H', 'Content-Type: application/json', '-d', `@${large}`)
    expect(answer).toMatchObject({ status: 413, json: { error: { code: 'INVALID_REQUEST' } } })
    writeFileSync(join(folder, 'large.png'), Buffer.alloc(21 * 1024 * 1024))
    const form = ['-F', `model=${editor}`, '-F', 'prompt=x', '-F', `image=@${folder}/large.png`]
    expect(await curl('/images/edits', ...form)).toMatchObject({ status: 413 })
  })
})
