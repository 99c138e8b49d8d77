import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { inspectPicture } from '#lib/picture.ts'
import { openSpool } from '#lib/storage/spool.ts'
import { aFolder } from '#tests/unit/folder.ts'
import { aGeminiUpstream } from '#tests/unit/google.ts'
import { aCall } from '#tests/unit/lumenfall.ts'
import { openSockets, peakGrowth } from '#tests/unit/memory.ts'
import { aServer } from '#tests/unit/server.ts'
import type { Answer } from '../port.ts'
import { TransportError } from '../transport.ts'

const deadlineMs = 700
/** For a call that is to end by itself, also on a busy machine. */
const patienceMs = 20_000
/** By how much a deadline may be passed, and what a busy machine adds to it. */
const graceMs = 250 + 1_000
const maxPixels = 64_000_000

/** How a call ended, in one line: by the connection, by what the answer said, or by what its bytes were. */
async function endOf(answer: Answer): Promise<string> {
  if (answer.kind !== 'images') return `${answer.kind}: ${answer.failure}`
  const [image] = answer.images
  if (image?.kind !== 'bytes') return `image: ${image?.kind ?? 'none'}`
  const picture = await inspectPicture(image.bytes, maxPixels)
  return 'problem' in picture ? `image: ${picture.problem}` : `image: ${picture.mime}`
}

/** Makes one call that goes wrong like this, as the worker makes it: into the spool, read when it is whole. */
async function callThat(fault: string, maxMs = patienceMs) {
  const { upstream, standin } = await aGeminiUpstream()
  const folder = await aFolder()
  const spool = openSpool(folder)
  const call = aCall({ prompt: `A lighthouse [[${fault}]]` })
  const startedAt = Date.now()
  let end = ''
  const grownMb = await peakGrowth(async () => {
    try {
      await upstream.send(call, { signal: AbortSignal.timeout(maxMs), record: spool.recorder('one') })
      const recorded = await spool.find('one')
      end = recorded ? await endOf(upstream.read(recorded.head, recorded.body)) : 'nothing was recorded'
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      end = `connection: ${error.failure}`
    }
  })
  const elapsedMs = Date.now() - startedAt
  return { end, elapsedMs, grownMb, hits: standin.control.calls().length, left: await readdir(folder) }
}

const faults: Record<string, string> = {
  'reset-on-arrival': 'connection: broken',
  'reset-before-billing': 'connection: broken',
  'reset-after-billing': 'connection: broken',
  'reset-in-body': 'connection: broken',
  'close-in-body': 'connection: broken',
  'cut-json': 'unknown: unreadable_answer',
  'empty-body': 'unknown: unreadable_answer',
  hang: 'connection: deadline',
  'hang-after-billing': 'connection: deadline',
  'drip:50': 'connection: deadline',
  'rate-limited:7': 'failed: rate_limited',
  'error:UNAVAILABLE': 'failed: provider_error',
  'error:NOT_FOUND': 'failed: model_gone',
  'error:DEADLINE_EXCEEDED': 'unknown: provider_error',
  'error:FAILED_PRECONDITION': 'failed: provider_error',
  'html-503': 'unknown: unreadable_answer',
  'html-200': 'unknown: unreadable_answer',
  'error-200': 'unknown: provider_error',
  'prompt-blocked': 'refused: content_policy',
  'all-filtered': 'refused: content_policy',
  unexplained: 'unknown: unreadable_answer',
  'changed-schema': 'unknown: unreadable_answer',
  'no-bytes': 'image: unreadable',
  'bad-base64': 'image: unreadable',
  svg: 'image: The bytes are of no known type.',
  'not-an-image': 'image: The bytes are of no known type.',
  'huge-dimensions': 'image: 30000 × 30000 pixels are more than 64000000.',
  polyglot: 'image: image/png',
  'wrong-content-type': 'image: image/png',
  'unknown-fields': 'image: image/png',
}

test.each(Object.entries(faults))(
  '%s ends as %s, once, with its connection closed',
  async (fault, expected) => {
    const maxMs = expected === 'connection: deadline' ? deadlineMs : patienceMs
    const { end, elapsedMs, grownMb, hits, left } = await callThat(fault, maxMs)
    expect(end).toBe(expected)
    expect(elapsedMs).toBeLessThan(maxMs + graceMs)
    expect(hits).toBe(1)
    expect(grownMb).toBeLessThan(150)
    expect(left).toEqual(expected.startsWith('connection') ? [] : ['one.answer'])
    await expect.poll(openSockets, { timeout: 5_000 }).toBe(0)
  },
)

test('a redirect to another host is not followed: the host never hears of it, nor of the key', async () => {
  const canary = await aServer((_, response) => response.end('{"predictions":[]}'))
  const { end, hits } = await callThat(`redirect:${canary.url}/v1beta/models/x:predict`)
  expect(end).toBe('unknown: unreadable_answer')
  expect([hits, canary.hits()]).toEqual([1, 0])
})

test.each(['huge-body:256', 'gzip-bomb:512'])(
  '%s is cut off, without the memory or the disk that it would take',
  async (fault) => {
    const { grownMb, ...ended } = await callThat(fault)
    expect(ended).toMatchObject({ end: 'connection: too_large', hits: 1, left: [] })
    expect(grownMb).toBeLessThan(150)
    await expect.poll(openSockets, { timeout: 5_000 }).toBe(0)
  },
)
