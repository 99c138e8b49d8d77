import fc from 'fast-check'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { joined, latin, toLatin, u32 } from './schema/bytes.ts'
import { containers, kindOf } from './schema/containers.ts'
import type { PictureMime } from './schema/kinds.ts'
import { Malformed, pictureMimes } from './schema/kinds.ts'
import { toPacket } from './schema/packet.ts'
import { readRecipe, recipeIn } from './schema/read.ts'
import type { FileRecipe } from './schema/recipe.ts'

const recipe: FileRecipe = {
  version: 1,
  prompt: 'A harbour at dusk, <b>"quoted"</b> & calm\r\n港の夕暮れ 🍮 ]]> \u0001\ud800',
  template: 'A {harbour|lake} at {{time}}',
  variables: { time: 'dusk' },
  model: 'imagen-3.0-generate-002',
  provider: 'vertex',
  executedModel: 'vertex/imagen-3.0-generate-002',
  executedProvider: 'vertex',
  parameters: { aspect_ratio: '1:1', seed: 7, list: ['a', { b: null }] },
  extra: {},
  n: 2,
  inputs: 0,
  createdAt: '2026-11-23T01:02:03.000Z',
}

const packet = toPacket(recipe, 60_000) ?? new Uint8Array()

/** 48 by 32 pixels with an edge of transparency, and a colour profile. */
function aPicture() {
  const pixels = Buffer.alloc(48 * 32 * 4)
  for (let index = 0; index < 48 * 32; index++)
    pixels.set([index % 251, (index * 7) % 253, (index * 13) % 255, index % 48 === 0 ? 0 : 255], index * 4)
  return sharp(pixels, { raw: { width: 48, height: 32, channels: 4 } })
}

const foreignXmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="secret-camera"/></rdf:RDF></x:xmpmeta>'

/** As somebody else's program leaves them: with notes of its own, lying on their side. */
const notes = {
  exif: { IFD0: { Make: 'secret-camera', Artist: 'Somebody' } },
  orientation: 6,
} as const

const encoded: Record<PictureMime, (image: Sharp) => Sharp> = {
  'image/png': (image) => image.png(),
  'image/jpeg': (image) => image.flatten().jpeg(),
  'image/webp': (image) => image.webp({ lossless: true }),
  'image/gif': (image) => image.gif(),
  'image/avif': (image) => image.avif(),
}

const made = (mime: PictureMime) => encoded[mime](aPicture()).toBuffer()
const annotated = (mime: PictureMime) =>
  encoded[mime](aPicture().withMetadata(notes).withIccProfile('p3').withXmp(foreignXmp)).toBuffer()
const pixelsOf = async (bytes: Uint8Array) =>
  (await sharp(bytes, { animated: true }).raw().toBuffer()).toString('base64')

describe.each(pictureMimes)('%s', (mime) => {
  const container = containers[mime]

  test('takes a recipe and gives it back, and no pixel changes', async () => {
    const before = await made(mime)
    expect(kindOf(before)).toBe(mime)
    const after = container.rewrite(before, packet)
    expect(await pixelsOf(after)).toBe(await pixelsOf(before))
    const inside = container.packetIn(after)
    expect(inside && Buffer.from(inside).toString()).toBe(Buffer.from(packet).toString())
    expect(readRecipe(after)).toEqual({ kind: 'recipe', recipe })
    if (mime !== 'image/gif')
      expect((await sharp(after).metadata()).xmp?.toString()).toBe(Buffer.from(packet).toString())
    // A second one takes the place of the first.
    expect(container.rewrite(after, packet)).toEqual(after)
  })

  test('loses what others wrote in it, and neither its colours nor how it stands', async () => {
    const before = await annotated(mime)
    const seen = await sharp(before).metadata()
    const after = container.rewrite(before, null)
    const left = await sharp(after).metadata()
    for (const word of ['secret-camera', 'Somebody']) expect(latin(after)).not.toContain(word)
    expect(left.xmp).toBeUndefined()
    expect(left.autoOrient).toEqual(seen.autoOrient)
    expect(left.icc?.toString('hex')).toBe(seen.icc?.toString('hex'))
    expect(await pixelsOf(after)).toBe(await pixelsOf(before))
    expect(readRecipe(after)).toBeNull()
  })

  test('is told to be broken where it is, and holds nothing then', async () => {
    const whole = container.rewrite(await made(mime), packet)
    for (let length = 0; length < whole.length - 1; length += 97) {
      const cut = whole.subarray(0, length)
      expect(() => readRecipe(cut)).not.toThrow()
      try {
        container.rewrite(cut, packet)
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed)
      }
    }
  })

  test('of any bytes at all, nothing is read and nothing hangs', async () => {
    const whole = container.rewrite(await made(mime), packet)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 30 }), (changes) => {
        const hostile = whole.slice()
        for (const [at, value] of changes) hostile[at] = value
        readRecipe(hostile)
        try {
          container.rewrite(hostile, null)
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed)
        }
      }),
      { numRuns: 300 },
    )
  })
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a photograph that is to be turned by %i still is',
  async (orientation) => {
    const before = await aPicture()
      .flatten()
      .withMetadata({ ...notes, orientation })
      .jpeg()
      .toBuffer()
    const after = containers['image/jpeg'].rewrite(before, packet)
    expect((await sharp(after).metadata()).orientation ?? 1).toBe(orientation)
  },
)

test('every text comes back as it was, whatever is in it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 })
  const named = text.map((end) => `of ${end}`)
  fc.assert(
    fc.property(text, fc.option(text), fc.dictionary(named, text), (prompt, template, variables) => {
      const given = { ...recipe, prompt, template, variables }
      const back = recipeIn(toPacket(given, 1_000_000) ?? new Uint8Array())
      expect(back).toEqual(given)
    }),
  )
})

test('a prompt cannot say anything about the file in its own name', () => {
  const prompt = '</rdf:li></rdf:Alt></dc:description><xmp:CreatorTool>Evil</xmp:CreatorTool><!--'
  const text = Buffer.from(toPacket({ ...recipe, prompt }, 60_000) ?? []).toString()
  expect(text.match(/<xmp:CreatorTool>/g)).toHaveLength(1)
  expect(text).not.toContain('<!--')
})

test('what only repeats the prompt is left out before a recipe does not fit', () => {
  const long = { ...recipe, prompt: 'x'.repeat(30_000), template: null }
  const { maxPacketBytes } = containers['image/jpeg']
  const fitting = toPacket(long, maxPacketBytes)
  expect(Buffer.from(fitting ?? []).toString()).not.toContain('dc:description>')
  expect(fitting && recipeIn(fitting)).toEqual(long)
  expect(toPacket({ ...long, prompt: 'x'.repeat(70_000) }, maxPacketBytes)).toBeNull()
})

describe('a hostile packet', () => {
  const around = (inside: string, head = '') =>
    Buffer.from(`${head}<r xmlns:a="urn:uuid:5b1cf4a0-6d0c-4a0e-9c7e-2f64b3a4d1e7#">${inside}</r>`)

  test.each([
    ['entities that grow', around('<a:recipe>&b;</a:recipe>', '<!DOCTYPE r [<!ENTITY b "{}">]>')],
    [
      'a file of the server',
      around('<a:recipe>&x;</a:recipe>', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    ['no XML', Buffer.from('<<<')],
    ['no JSON', around('<a:recipe>{</a:recipe>')],
    ['another shape', around('<a:recipe>{"version":1,"prompt":7}</a:recipe>')],
    ['JSON without an end to its depth', around(`<a:recipe>${'['.repeat(500_000)}</a:recipe>`)],
    ['no text at all', Buffer.from([0xff, 0xfe, 0])],
  ])('with %s holds no recipe', (_name, bytes) => {
    expect(recipeIn(bytes)).toBeNull()
  })

  test('of another program that writes properties as attributes is read as well', () => {
    const json = JSON.stringify(recipe)
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll('<', '&lt;')
    const text = `<r xmlns:z="urn:uuid:5b1cf4a0-6d0c-4a0e-9c7e-2f64b3a4d1e7#" z:recipe="${json}"/>`
    expect(recipeIn(Buffer.from(text))).toEqual(recipe)
  })
})

describe("another program's PNG", () => {
  const text = (name: string, value: string) => {
    const data = toLatin(`tEXt${name}\0${value}`)
    return joined([u32(data.length - 4), data, u32(0)])
  }
  const withText = async (name: string, value: string) => {
    const bytes = await made('image/png')
    // Behind the signature and the head.
    return joined([bytes.subarray(0, 33), text(name, value), bytes.subarray(33)])
  }

  test('gives its words', async () => {
    const parameters = 'a red boat,\ncalm sea\nNegative prompt: people\nSteps: 20, Sampler: Euler a'
    expect(readRecipe(await withText('parameters', parameters))).toEqual({
      kind: 'prompt',
      prompt: 'a red boat,\ncalm sea',
    })
  })

  test('gives the words that its graph starts from', async () => {
    const graph = {
      '3': { class_type: 'KSampler', inputs: { positive: ['6', 0], negative: ['7', 0] } },
      '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a red boat' } },
      '7': { class_type: 'CLIPTextEncode', inputs: { text: 'people' } },
    }
    expect(readRecipe(await withText('prompt', JSON.stringify(graph)))).toEqual({
      kind: 'prompt',
      prompt: 'a red boat',
    })
    expect(readRecipe(await withText('prompt', 'no graph'))).toBeNull()
  })
})
