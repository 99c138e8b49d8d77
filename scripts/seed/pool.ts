import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import { renderPreviews } from '#lib/picture.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'

export interface PoolFile {
  id: string
  width: number
  height: number
  thumbhash: string
}

const sizes = [
  [1024, 1024],
  [1365, 768],
  [768, 1365],
  [1024, 768],
  [768, 1024],
  [1536, 640],
] as const
const hues = [12, 38, 96, 168, 205, 240, 285, 330]

/** Hills under a sun, as quick to draw as they are to look at. */
function hills(width: number, height: number, hue: number): Buffer {
  const ridge = (at: number, wave: number) =>
    `M0 ${height * at} C${width * 0.3} ${height * (at - wave)} ${width * 0.6} ${height * (at + wave)} ${width} ${height * (at - wave / 2)} V${height} H0Z`
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 55% 72%)"/>
    <circle cx="${width * 0.62}" cy="${height * 0.34}" r="${Math.min(width, height) * 0.14}" fill="hsl(${hue + 40} 70% 82%)"/>
    <path d="${ridge(0.55, 0.1)}" fill="hsl(${hue} 40% 52%)"/><path d="${ridge(0.7, 0.07)}" fill="hsl(${hue} 40% 38%)"/>
    <path d="${ridge(0.86, 0.05)}" fill="hsl(${hue} 42% 24%)"/></svg>`)
}

/** A few real pictures of a team with their previews, in the storage: what all of its images are of. */
export async function storePool(teamId: string): Promise<PoolFile[]> {
  const pool: PoolFile[] = []
  for (const [at, hue] of hues.entries())
    for (const [width, height] of sizes.filter((_, size) => (size + at) % 2 === 0)) {
      const bytes = await sharp(hills(width, height, hue))
        .png()
        .toBuffer()
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const { previews, thumbhash } = await renderPreviews(bytes, width * height)
      await storage().put(originalKey(teamId, sha256), bytes)
      for (const { size, webp } of previews) await storage().put(previewKey(teamId, sha256, size), webp)
      const about = { bytes: bytes.length, mime: 'image/png', state: 'stored' as const }
      const { id } = await db.file.upsert({
        where: { teamId_sha256: { teamId, sha256 } },
        create: { id: uuid(), teamId, sha256, ...about },
        update: {},
        select: { id: true },
      })
      pool.push({ id, width, height, thumbhash })
    }
  return pool
}
