import type { Sizes } from './model.ts'

export interface PixelSize {
  readonly width: number
  readonly height: number
  /** The price tier, "1K" when the model has only one. */
  readonly tier: string
}

type Pair = readonly [number, number]

export interface SizeWish {
  readonly size?: string | undefined
  readonly aspectRatio?: string | undefined
  readonly resolution?: string | undefined
}

/**
 * What a model makes of the three size parameters: `size` alone counts when it is there; a ratio goes to the nearest one
 * the model knows (by the logarithm, so 2:1 and 1:2 are equally far from square), a tier to the nearest tier. Source: the
 * documentation's "closest supported size"; that it never fails instead is a guess.
 */
export function chooseSize(sizes: Sizes, wish: SizeWish): PixelSize {
  if (sizes.kind === 'free') return chooseFree(sizes, wish)
  if (sizes.kind === 'listed') return chooseListed(sizes.tiers, wish)
  return { width: 1024, height: 1024, tier: '1K' }
}

/** An edge of the output times its input; throws nothing, the caller checks `maximumEdge`. */
export function scaleSize(input: { width: number; height: number }, factor: number): PixelSize {
  return { width: Math.round(input.width * factor), height: Math.round(input.height * factor), tier: '1K' }
}

function chooseListed(tiers: Extract<Sizes, { kind: 'listed' }>['tiers'], wish: SizeWish): PixelSize {
  const pixels = parsePair(wish.size, 'x')
  const names = Object.keys(tiers)
  const tier = pixels === null ? nearestTier(names, wish) : tierOf(names, pixels)
  const ratio = pixels ?? wishedRatio(wish)
  const known = Object.entries(tiers[tier] ?? {})
  const first = known[0] ?? ['1:1', '1024x1024']
  const [, chosen] =
    ratio === null ? first : (nearest(known, ([name]) => shape(parsePair(name, ':')), shape(ratio)) ?? first)
  const [width, height] = parsePair(chosen, 'x') ?? [1024, 1024]
  return { width, height, tier }
}

function chooseFree(sizes: Extract<Sizes, { kind: 'free' }>, wish: SizeWish): PixelSize {
  const fit = (edge: number) => {
    const rounded = Math.round(edge / sizes.multipleOf) * sizes.multipleOf
    return Math.min(sizes.maximum, Math.max(sizes.minimum, rounded))
  }
  const pixels = parsePair(wish.size, 'x')
  if (pixels !== null) return { width: fit(pixels[0]), height: fit(pixels[1]), tier: '1K' }
  const [width, height] = wishedRatio(wish) ?? [1, 1]
  // One megapixel, whatever the shape.
  const unit = Math.sqrt((1024 * 1024) / (width * height))
  return { width: fit(width * unit), height: fit(height * unit), tier: '1K' }
}

function wishedRatio({ size, aspectRatio }: SizeWish): Pair | null {
  return parsePair(size ?? aspectRatio, ':')
}

function parsePair(text: string | undefined, separator: string): Pair | null {
  const [first, second, ...rest] = text?.split(separator).map(Number) ?? []
  return first === undefined || second === undefined || rest.length > 0 ? null : [first, second]
}

function shape(pair: Pair | null): number {
  return pair === null ? 0 : Math.log(pair[0] / pair[1])
}

function nearestTier(tiers: readonly string[], wish: SizeWish): string {
  if (wish.size !== undefined || wish.resolution === undefined) return tiers[0] ?? '1K'
  return nearest(tiers, Number.parseFloat, Number.parseFloat(wish.resolution)) ?? '1K'
}

function tierOf(tiers: readonly string[], [width, height]: Pair): string {
  return (
    nearest(tiers, (tier) => Math.log(Number.parseFloat(tier)), Math.log(Math.sqrt(width * height) / 1024)) ??
    '1K'
  )
}

function nearest<T>(choices: readonly T[], measure: (choice: T) => number, wanted: number): T | undefined {
  const distance = (choice: T) => Math.abs(measure(choice) - wanted)
  return choices.toSorted((one, other) => distance(one) - distance(other))[0]
}
