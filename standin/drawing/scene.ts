import { mix, type Colour, type Palette } from './palettes.ts'
import { between, type Random } from './random.ts'

export interface Hill {
  /** The y of its ridge, per column. */
  readonly ridge: Float32Array
  /** Its colour by depth below the ridge: three numbers a pixel. */
  readonly shades: Float32Array
}

export interface Scene {
  readonly width: number
  readonly height: number
  /** Three numbers a row. */
  readonly sky: Float32Array
  readonly disc: { x: number; y: number; radius: number; colour: Colour; glow: number }
  readonly hills: readonly Hill[]
  readonly stars: readonly { x: number; y: number; light: number }[]
  /** Where the grain texture starts, so that no two pictures share it. */
  readonly grainOffset: { x: number; y: number }
}

/** Composes a quiet dune landscape: a sky, one disc, three or four hills that grow darker (or paler) towards us. */
export function composeScene(width: number, height: number, palette: Palette, random: Random): Scene {
  const shorter = Math.min(width, height)
  const horizon = height * between(random, 0.5, 0.64)
  const radius = shorter * between(random, 0.075, 0.14)
  const disc = {
    x: width * between(random, 0.2, 0.8),
    y: horizon - height * between(random, 0.03, 0.3),
    radius,
    colour: palette.disc,
    glow: palette.glow,
  }
  const count = random() < 0.7 ? 4 : 3
  const hills = Array.from({ length: count }, (_, index) =>
    composeHill({ width, height, horizon, palette, random, nearness: index / (count - 1) }),
  )
  return {
    width,
    height,
    sky: composeSky(height, horizon, palette),
    disc,
    hills,
    stars: palette.stars ? composeStars(width, horizon, random) : [],
    grainOffset: { x: Math.floor(random() * 256), y: Math.floor(random() * 256) },
  }
}

function composeSky(height: number, horizon: number, palette: Palette): Float32Array {
  const rows = new Float32Array(height * 3)
  for (let y = 0; y < height; y++) {
    const share = Math.min(1, y / (horizon * 1.12))
    rows.set(mix(palette.skyTop, palette.skyBottom, share * share * (3 - 2 * share)), y * 3)
  }
  return rows
}

function composeHill(place: {
  width: number
  height: number
  horizon: number
  palette: Palette
  random: Random
  nearness: number
}): Hill {
  const { width, height, horizon, palette, random, nearness } = place
  const base = horizon + (height - horizon) * (0.04 + 0.72 * nearness * between(random, 0.85, 1.15))
  const swell = height * between(random, 0.055, 0.075) * (1 - 0.25 * nearness)
  const slow = (between(random, 0.55, 1.05) * 2 * Math.PI) / Math.max(width, height * 0.9)
  const quick = slow * between(random, 2.1, 3.1)
  const [slowPhase, quickPhase] = [between(random, 0, 7), between(random, 0, 7)]
  const ridge = Float32Array.from(
    { length: width },
    (_, x) => base + swell * (Math.sin(x * slow + slowPhase) + 0.28 * Math.sin(x * quick + quickPhase)),
  )
  const colour = palette.hills[Math.round(nearness * 3)] ?? palette.hills[3]
  return { ridge, shades: shadeHill(height, colour, palette.skyBottom) }
}

// The light of the horizon lies on a ridge and is lost a fifth of the picture further down.
function shadeHill(height: number, colour: Colour, light: Colour): Float32Array {
  const shades = new Float32Array(height * 3)
  for (let depth = 0; depth < height; depth++) {
    const share = Math.min(1, depth / (height * 0.22)) ** 0.6
    shades.set(mix(mix(colour, light, 0.17), colour, share), depth * 3)
  }
  return shades
}

function composeStars(width: number, horizon: number, random: Random): Scene['stars'] {
  return Array.from({ length: 26 }, () => ({
    x: Math.floor(random() * width),
    y: Math.floor(random() ** 1.6 * horizon * 0.75),
    light: between(random, 0.18, 0.6),
  }))
}
