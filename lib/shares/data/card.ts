import 'server-only'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { ImageResponse } from 'next/og'
import pLimit from 'p-limit'
import { createElement } from 'react'
import type { OverlayOptions } from 'sharp'
import sharp from 'sharp'
import type { Visitor } from '#lib/auth/schema.ts'
import { shareTag } from '#lib/auth/share-secrets.ts'
import { AppError } from '#lib/errors.ts'
import { processWide } from '#lib/process-wide.ts'
import { visitorMay } from '../policy.ts'
import type { SharedGallery } from '../schema.ts'
import type { SharedBytes } from './bytes.ts'
import { getSharedBytes } from './bytes.ts'
import { getSharedGallery } from './look.ts'

/** What those who show links beside a message ask for. */
const card = { width: 1200, height: 630, pictures: 440, gap: 8, most: 4 }
const colours = { ground: '#f9f8f6', ink: '#262522', quiet: '#6b6963' }

/**
 * What the font in the package has. For anything else its renderer would ask somebody else's server; such a title is
 * left out, for whoever shows the card writes it beside it anyway.
 */
const hasGlyphs = (text: string) =>
  /^[\u0020-\u007e\u00a0-\u00a8\u00aa-\u00ad\u00af-\u017f\u2010-\u2015\u2018-\u201e\u2026]*$/.test(text)
const written = (text: string) => (hasGlyphs(text) ? text : '')
const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** The title and the team, on nothing. */
async function words({ title, team }: SharedGallery): Promise<Buffer> {
  const line = (text: string, fontSize: number, color: string) =>
    createElement(
      'div',
      { style: { display: 'flex', fontSize, color, letterSpacing: -fontSize / 50 } },
      written(text),
    )
  const style = { display: 'flex', flexDirection: 'column', padding: '34px 48px', gap: 6 } as const
  const [big, small] = [
    line(shortened(title, 38), 56, colours.ink),
    line(shortened(team, 60), 30, colours.quiet),
  ]
  const image = new ImageResponse(createElement('div', { style }, big, small), {
    width: card.width,
    height: card.height - card.pictures,
  })
  return Buffer.from(await image.arrayBuffer())
}

async function pictures(visitor: Visitor, { images }: SharedGallery): Promise<OverlayOptions[]> {
  const first = images.slice(0, card.most)
  const width = Math.floor((card.width - card.gap * (first.length - 1)) / Math.max(1, first.length))
  const drawn = first.map(async ({ number }, index): Promise<OverlayOptions> => {
    const bytes = await getSharedBytes(visitor, number, '1024')
    const input = await sharp(await buffer(await bytes.read()))
      .resize({ width, height: card.pictures, fit: 'cover', position: 'attention' })
      .toBuffer()
    return { input, left: index * (width + card.gap), top: 0 }
  })
  const settled = await Promise.allSettled(drawn)
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
}

async function draw(visitor: Visitor, gallery: SharedGallery): Promise<Buffer> {
  const { width, height } = card
  const text = { input: await words(gallery), left: 0, top: card.pictures }
  return sharp({ create: { width, height, channels: 3, background: colours.ground } })
    .composite([...(await pictures(visitor, gallery)), text])
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/** One at a time: it takes a third of a second, and nobody waits for it. */
const drawing = processWide('share-cards', () => pLimit(1))

/**
 * What stands beside a link where somebody pastes it: the first pictures, its title and its team, as PNG. Throws
 * AppError `not_found`, also where there is a password.
 */
export async function drawShareCard(
  visitor: Visitor,
  isKnown: (etag: string) => boolean = () => false,
): Promise<SharedBytes> {
  if (!visitorMay(visitor, 'card')) throw new AppError('not_found', 'There is nothing at this address.')
  const gallery = await getSharedGallery(visitor)
  const { title, team, updatedAt, images } = gallery
  const numbers = images.slice(0, card.most).map(({ number, thumbhash }) => `${number}${thumbhash}`)
  const etag = shareTag(visitor.shareId, visitor.version, 'card', title, team, updatedAt, ...numbers)
  const png = isKnown(etag) ? Buffer.alloc(0) : await drawing(() => draw(visitor, gallery))
  return {
    mime: 'image/png',
    size: png.length,
    etag,
    isFinal: false,
    read: async (range) => Readable.from([range ? png.subarray(range.start, range.end + 1) : png]),
  }
}
