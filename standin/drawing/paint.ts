import { setImmediate } from 'node:timers/promises'
import { randomFrom } from './random.ts'
import type { Raster } from './raster.ts'
import type { Hill, Scene } from './scene.ts'

const GRAIN_SIDE = 256
/** Brightness steps of 255 for a grain. Three levels only: finer noise looks the same and doubles the PNG. */
const GRAIN_STEP = 4
/** Rows between two breaths; about 4 ms of a 1,024-pixel picture, so that other calls are not held up by a drawing. */
const ROWS_AT_ONCE = 96

const WHITE = Float32Array.of(255, 255, 255)
const grain = composeGrain()

/** Paints the scene. `grainy: false` gives a smooth picture, whose PNG is a tenth of the size. */
export async function paint(scene: Scene, { grainy }: { grainy: boolean }): Promise<Raster> {
  const { width, height } = scene
  const pixels = Buffer.allocUnsafe(width * height * 3)
  const row = new Float32Array(width * 3)
  for (let y = 0; y < height; y++) {
    paintSky(row, scene, y)
    for (const hill of scene.hills) paintHill(row, hill, y)
    writeRow(pixels, row, scene, y, grainy ? GRAIN_STEP : 0)
    if (y % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate()
  }
  return { width, height, pixels }
}

function paintSky(row: Float32Array, scene: Scene, y: number): void {
  for (let at = 0; at < row.length; at += 3) blend(row, at, scene.sky, y * 3, 1)
  for (const star of scene.stars) {
    if (star.y === y) blend(row, star.x * 3, WHITE, 0, star.light)
  }
  paintDisc(row, scene, y)
}

function paintDisc(row: Float32Array, { disc, width }: Scene, y: number): void {
  const reach = disc.glow > 0 ? disc.radius * 4.2 : disc.radius + 1
  const fromCentre = y + 0.5 - disc.y
  if (Math.abs(fromCentre) >= reach) return
  const half = Math.sqrt(reach * reach - fromCentre * fromCentre)
  const colour = Float32Array.from(disc.colour)
  const end = Math.min(width, Math.ceil(disc.x + half))
  for (let x = Math.max(0, Math.floor(disc.x - half)); x < end; x++) {
    const distance = Math.hypot(x + 0.5 - disc.x, fromCentre)
    const light = Math.max(0, 1 - distance / reach)
    const inside = Math.min(1, Math.max(0, disc.radius + 0.5 - distance)) * 0.95
    blend(row, x * 3, colour, 0, Math.max(inside, disc.glow * light * light))
  }
}

function paintHill(row: Float32Array, { ridge, shades }: Hill, y: number): void {
  for (let x = 0, at = 0; at < row.length; x++, at += 3) {
    const depth = y + 0.5 - (ridge[x] ?? 0)
    if (depth <= -0.5) continue
    const shade = depth < 0 ? 0 : Math.trunc(depth) * 3
    blend(row, at, shades, shade, depth < 0.5 ? depth + 0.5 : 1)
  }
}

/** Lays the colour that starts at `from` over the pixel that starts at `at`. */
function blend(row: Float32Array, at: number, colours: Float32Array, from: number, share: number): void {
  const keep = 1 - share
  row[at] = (row[at] ?? 0) * keep + (colours[from] ?? 0) * share
  row[at + 1] = (row[at + 1] ?? 0) * keep + (colours[from + 1] ?? 0) * share
  row[at + 2] = (row[at + 2] ?? 0) * keep + (colours[from + 2] ?? 0) * share
}

function writeRow(pixels: Buffer, row: Float32Array, scene: Scene, y: number, step: number): void {
  const grainRow = ((y + scene.grainOffset.y) % GRAIN_SIDE) * GRAIN_SIDE
  const start = y * row.length
  for (let at = 0, x = scene.grainOffset.x; at < row.length; at += 3, x++) {
    const lift = (grain[grainRow + (x % GRAIN_SIDE)] ?? 0) * step
    pixels[start + at] = toByte((row[at] ?? 0) + lift)
    pixels[start + at + 1] = toByte((row[at + 1] ?? 0) + lift)
    pixels[start + at + 2] = toByte((row[at + 2] ?? 0) + lift)
  }
}

function toByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}

// One pixel in four is lifted or sunk by a step; the rest is left alone.
function composeGrain(): Int8Array {
  const random = randomFrom('grain')
  return Int8Array.from({ length: GRAIN_SIDE * GRAIN_SIDE }, () => {
    const bell = random() + random() + random() - 1.5
    return bell > 0.42 ? 1 : bell < -0.42 ? -1 : 0
  })
}
