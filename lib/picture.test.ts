import fc from 'fast-check'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { thumbHashToApproximateAspectRatio } from 'thumbhash'
import { describe, expect, test } from 'vitest'
import { hugePng, SCRIPTED_SVG } from '#tests/unit/hostile-files.ts'
import { peakGrowth } from '#tests/unit/memory.ts'
import { convertPicture, inspectPicture, previewSizes, renderPreviews } from './picture.ts'

const maxPixels = 64_000_000
const inspect = (bytes: Uint8Array) => inspectPicture(bytes, maxPixels)

/** A picture of noise, so that its file has a middle to be cut in. */
const aPicture = (width: number, height: number) => sharp({ create: noise(width, height) })
const noise = (width: number, height: number) => ({
  width,
  height,
  channels: 3 as const,
  background: '#000',
  noise: { type: 'gaussian' as const, mean: 128, sigma: 40 },
})

/** An animation of `frames` frames that differ. */
async function anAnimation(width: number, height: number, frames: number) {
  const colours = ['#a00', '#0a0', '#00a', '#aa0', '#0aa']
  const pictures = Array.from({ length: frames }, (_, frame) =>
    sharp({ create: { width, height, channels: 3, background: colours[frame % colours.length] ?? '#fff' } })
      .png()
      .toBuffer(),
  )
  return sharp(await Promise.all(pictures), { join: { animated: true } })
}

const encoders = {
  'image/png': (picture: Sharp) => picture.png(),
  'image/jpeg': (picture: Sharp) => picture.jpeg(),
  'image/webp': (picture: Sharp) => picture.webp(),
  'image/gif': (picture: Sharp) => picture.gif({ effort: 1, colours: 16, dither: 0 }),
  'image/avif': (picture: Sharp) => picture.avif({ effort: 0 }),
}
const encoded = Object.entries(encoders)

test.each(encoded)('%s is known by its bytes, with its size', async (mime, encode) => {
  const bytes = await encode(aPicture(120, 80)).toBuffer()
  expect(await inspect(bytes)).toEqual({ mime, width: 120, height: 80 })
})

const refused: Record<string, Uint8Array> = {
  'an SVG with a script': SCRIPTED_SVG,
  'an SVG that begins with a comment': Buffer.from('<!-- png --><svg xmlns="http://www.w3.org/2000/svg"/>'),
  'a page': Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>'),
  'a page that begins like a GIF': Buffer.from('GIF89a<html><script>alert(1)</script></html>'),
  'an SVG that begins like a GIF': Buffer.concat([Buffer.from('GIF89a'), SCRIPTED_SVG]),
  text: Buffer.from('This is not the image you are looking for.'),
  nothing: new Uint8Array(0),
  'one byte': new Uint8Array([0x89]),
  'a signature alone': Buffer.from('89504e470d0a1a0a', 'hex'),
  'a PDF': Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
  'an archive': Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
  'a program': Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'),
}

test.each(Object.entries(refused))('%s is no picture, and a sentence says why', async (_name, bytes) => {
  expect(await inspect(bytes)).toEqual({ problem: expect.stringMatching(/^[A-Z].+\.$/s) })
})

test('a TIFF is a picture for others, not one that is kept here', async () => {
  const bytes = await aPicture(10, 10).tiff().toBuffer()
  expect(await inspect(bytes)).toEqual({ problem: 'The bytes are image/tiff.' })
})

test.each(encoded)(
  '%s whose header is cut off anywhere is refused or read, and never throws',
  async (_mime, encode) => {
    const bytes = await encode(aPicture(60, 40)).toBuffer()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), async (length) => {
        const result = await inspect(bytes.subarray(0, length))
        if (!('problem' in result)) expect(result).toMatchObject({ width: 60, height: 40 })
      }),
      { numRuns: 60 },
    )
  },
)

test('any bytes, also behind a good beginning, are a picture or a sentence', async () => {
  const beginnings = await Promise.all(
    encoded.map(async ([, encode]) => (await encode(aPicture(9, 9)).toBuffer()).subarray(0, 24)),
  )
  const beginning = fc.constantFrom(Buffer.alloc(0), ...beginnings)
  await fc.assert(
    fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
      const result = await inspect(Buffer.concat([start, rest]))
      expect('problem' in result ? result.problem : result.mime).toMatch(/./)
    }),
  )
})

test('a PNG of 30,000 × 30,000 pixels is refused by its header, without the memory it would take', async () => {
  const bomb = hugePng()
  await inspect(await aPicture(10, 10).png().toBuffer())
  let result: unknown
  const grown = await peakGrowth(async () => {
    result = await inspect(bomb)
  })
  expect(result).toEqual({ problem: '30000 × 30000 pixels are more than 64000000.' })
  expect(grown).toBeLessThan(150)
})

test.each(['image/gif', 'image/webp'] as const)('all frames of an animated %s count', async (mime) => {
  const bytes = await encoders[mime](await anAnimation(50, 40, 5)).toBuffer()
  expect(await inspectPicture(bytes, 5 * 50 * 40)).toEqual({ mime, width: 50, height: 40 })
  expect(await inspectPicture(bytes, 5 * 50 * 40 - 1)).toHaveProperty('problem')
})

test('the limit is the last number of pixels that is taken', async () => {
  const bytes = await aPicture(20, 10).png().toBuffer()
  expect(await inspectPicture(bytes, 200)).toEqual({ mime: 'image/png', width: 20, height: 10 })
  expect(await inspectPicture(bytes, 199)).toEqual({ problem: '20 × 10 pixels are more than 199.' })
})

test('a PNG with a page behind it is a PNG, and a page with a PNG behind it is not', async () => {
  const png = await aPicture(30, 20).png().toBuffer()
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  expect(await inspect(Buffer.concat([png, page]))).toEqual({ mime: 'image/png', width: 30, height: 20 })
  expect(await inspect(Buffer.concat([page, png]))).toHaveProperty('problem')
})

test('a photograph that lies on its side has the size it is seen with', async () => {
  const bytes = await aPicture(120, 80).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect(await inspect(bytes)).toEqual({ mime: 'image/jpeg', width: 80, height: 120 })
})

const sizesOf = async (bytes: Uint8Array) => {
  const { previews } = await renderPreviews(bytes, maxPixels)
  return Promise.all(
    previews.map(async ({ size, webp }) => {
      const { format, width, height } = await sharp(webp).metadata()
      return { size, format, width, height }
    }),
  )
}

test.each(encoded)('previews of %s are WebP, each in its size', async (_mime, encode) => {
  expect(await sizesOf(await encode(aPicture(1500, 750)).toBuffer())).toEqual([
    { size: 1024, format: 'webp', width: 1024, height: 512 },
    { size: 512, format: 'webp', width: 512, height: 256 },
    { size: 256, format: 'webp', width: 256, height: 128 },
  ])
})

test('a preview is never larger than its picture', async () => {
  const sizes = await sizesOf(await aPicture(300, 600).png().toBuffer())
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    [300, 600],
    [256, 512],
    [128, 256],
  ])
})

test.each([
  [1, 1],
  [2000, 3],
  [3, 2000],
])('a picture of %i × %i pixels has previews, too', async (width, height) => {
  const sizes = await sizesOf(await aPicture(width, height).png().toBuffer())
  expect(sizes.map(({ size }) => size)).toEqual(previewSizes.toReversed())
  for (const { size, width: w, height: h } of sizes) {
    expect(Math.max(w, h)).toBeLessThanOrEqual(Math.min(size, Math.max(width, height)))
    expect(Math.min(w, h)).toBeGreaterThanOrEqual(1)
  }
})

test('a photograph that lies on its side is turned, in previews and thumbhash', async () => {
  const upright = { create: { width: 400, height: 200, channels: 3 as const, background: '#c00' } }
  const red = await sharp(upright)
    .extend({ right: 400, background: '#00c' })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const { previews, thumbhash } = await renderPreviews(red, maxPixels)
  const { data, info } = await sharp(previews.at(-1)?.webp).raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([64, 256])
  const [top, bottom] = [data.subarray(0, 3), data.subarray(-info.channels)]
  expect(top[0]).toBeGreaterThan(150)
  expect(bottom[2]).toBeGreaterThan(150)
  expect(thumbHashToApproximateAspectRatio(Buffer.from(thumbhash, 'base64'))).toBeLessThan(0.5)
})

test.each([
  [1024, 1024],
  [1408, 768],
  [768, 1408],
  [1280, 896],
])('the thumbhash of %i × %i pixels is small and has about its shape', async (width, height) => {
  const { thumbhash } = await renderPreviews(await aPicture(width, height).png().toBuffer(), maxPixels)
  expect(thumbhash.length).toBeLessThan(50)
  const ratio = thumbHashToApproximateAspectRatio(Buffer.from(thumbhash, 'base64'))
  expect(Math.abs(Math.log(ratio / (width / height)))).toBeLessThan(0.25)
})

test('what is transparent stays transparent', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const png = await sharp({ create: { width: 300, height: 300, channels: 4, background: clear } })
    .png()
    .toBuffer()
  const { previews } = await renderPreviews(png, maxPixels)
  for (const { webp } of previews) expect((await sharp(webp).stats()).isOpaque).toBe(false)
})

test('an animation is shown by its first frame', async () => {
  const { previews } = await renderPreviews(
    await (await anAnimation(300, 200, 3)).gif().toBuffer(),
    maxPixels,
  )
  const { pages = 1, height } = await sharp(previews[0]?.webp, { animated: true }).metadata()
  expect([pages, height]).toEqual([1, 200])
})

test.each(encoded)(
  'a %s that stops in the middle throws, and gives no half preview',
  async (_mime, encode) => {
    const bytes = await encode(aPicture(800, 600)).toBuffer()
    await expect(renderPreviews(bytes.subarray(0, bytes.length / 2), maxPixels)).rejects.toThrow()
  },
)

test('a picture beyond the limit throws before it is decoded', async () => {
  const bytes = await aPicture(200, 100).png().toBuffer()
  await expect(renderPreviews(bytes, 19_999)).rejects.toThrow('pixel limit')
  await expect(renderPreviews(bytes, 20_000)).resolves.toBeDefined()
  const grown = await peakGrowth(() =>
    expect(renderPreviews(hugePng(), maxPixels)).rejects.toThrow('pixel limit'),
  )
  expect(grown).toBeLessThan(150)
})

test('text throws', async () => {
  await expect(renderPreviews(Buffer.from('no picture'), maxPixels)).rejects.toThrow()
})

describe('a picture that is made anew', () => {
  const wide = () =>
    sharp({ create: { width: 40, height: 24, channels: 4, background: { r: 250, g: 20, b: 30, alpha: 1 } } })

  test('keeps its colours and their profile, and nothing else that stood beside it', async () => {
    const before = await wide()
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const after = await convertPicture(before, 'image/webp', 10_000)
    const [was, is] = [await sharp(before).metadata(), await sharp(after).metadata()]
    expect(is.icc?.toString('hex')).toBe(was.icc?.toString('hex'))
    expect([is.exif, is.xmp]).toEqual([undefined, undefined])
    const first = async (bytes: Uint8Array) =>
      [...(await sharp(bytes).removeAlpha().raw().toBuffer())].slice(0, 3)
    const [left, right] = [await first(before), await first(after)]
    for (const [index, value] of left.entries()) expect(Math.abs(value - (right[index] ?? 0))).toBeLessThan(6)
  })

  test('is upright, white where a JPEG would be transparent, and moves where its type can', async () => {
    const lying = await wide().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await sharp(await convertPicture(lying, 'image/png', 10_000)).metadata()).toMatchObject({
      width: 24,
      height: 40,
    })
    const glass = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    const paper = await sharp(await convertPicture(glass, 'image/jpeg', 10_000))
      .raw()
      .toBuffer()
    expect(paper[0]).toBeGreaterThan(250)
    const film = await sharp(
      [await wide().png().toBuffer(), glass].map((input) => input),
      { join: { animated: true } },
    )
      .gif()
      .toBuffer()
    expect((await sharp(await convertPicture(film, 'image/webp', 10_000)).metadata()).pages).toBe(2)
    expect((await sharp(await convertPicture(film, 'image/png', 10_000)).metadata()).pages).toBeUndefined()
  })

  test('of more pixels than are taken, or of none, is none', async () => {
    const picture = await wide().png().toBuffer()
    await expect(convertPicture(picture, 'image/avif', 100)).rejects.toThrow(/pixel limit/)
    await expect(convertPicture(Buffer.from('none'), 'image/png', 100)).rejects.toThrow()
  })
})
