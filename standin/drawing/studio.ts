import type { Picture } from '../contract.ts'
import { encode, type Encoding } from './encode.ts'
import { Gate } from './gate.ts'
import { drawMark } from './mark.ts'
import { paint } from './paint.ts'
import { choosePalette } from './palettes.ts'
import { randomFrom } from './random.ts'
import type { Raster } from './raster.ts'
import { enlarge, retouch, type Source } from './retouch.ts'
import { composeScene } from './scene.ts'
import { stamp } from './stamp.ts'

export interface Drawing extends Encoding {
  readonly width: number
  readonly height: number
  readonly prompt: string
  /** Equal seeds (with equal prompts and sizes) give equal pictures. */
  readonly seed: string
  /** An edit of this picture. */
  readonly source?: Source | undefined
  /** Only make the source larger. */
  readonly upscale?: boolean
}

/** Draws pictures, two at a time: each holds some 20 MB while it is being made. */
export class Studio {
  readonly #gate = new Gate(2)
  readonly #plain = new Map<string, Promise<Picture>>()

  /** `plain`: hands out one smooth picture per size and format again and again, each time with bytes of its own. */
  async draw(drawing: Drawing, { plain }: { plain: boolean }): Promise<Picture> {
    if (!plain) return this.#gate.run(() => drawPicture(drawing, { grainy: true }))
    const { width, height, format, compression } = drawing
    const key = `${width}x${height}.${format}.${compression}`
    const picture =
      this.#plain.get(key) ?? this.#gate.run(() => drawPicture(toPlain(drawing), { grainy: false }))
    this.#plain.set(key, picture)
    const { bytes, ...kind } = await picture
    return { ...kind, bytes: stamp(bytes, format, drawing.seed) }
  }
}

function toPlain({ width, height, format, compression }: Drawing): Drawing {
  return { width, height, format, compression, prompt: '', seed: 'plain' }
}

async function drawPicture(drawing: Drawing, look: { grainy: boolean }): Promise<Picture> {
  const raster = await drawRaster(drawing, look)
  await drawMark(raster)
  return encode(raster, drawing)
}

async function drawRaster(drawing: Drawing, look: { grainy: boolean }): Promise<Raster> {
  const { width, height, source } = drawing
  if (source !== undefined && drawing.upscale === true) return enlarge(source.image, width, height)
  const random = randomFrom(drawing.seed)
  const scene = composeScene(width, height, choosePalette(drawing.prompt, random), random)
  const drawn = await paint(scene, look)
  return source === undefined ? drawn : retouch(source, drawn)
}
