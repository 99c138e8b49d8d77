/** The ratios that Imagen makes; each in one size of its own. */
const ratios = ['1:1', '3:4', '4:3', '9:16', '16:9'] as const

/** Their edges, as a ratio or as pixels say them. */
export interface Shape {
  width: number
  height: number
}

const pattern = /^([1-9]\d{0,4}(?:\.\d{1,3})?)([x:])([1-9]\d{0,4}(?:\.\d{1,3})?)$/

/** "1024x1024" or "16:9"; null for what is neither. */
export function shapeOf(text: string): (Shape & { isPixels: boolean }) | null {
  const [, width, between, height] = pattern.exec(text) ?? []
  return width === undefined
    ? null
    : { width: Number(width), height: Number(height), isPixels: between === 'x' }
}

const lean = ({ width, height }: Shape) => Math.log(width / height)

/** The nearest of Imagen's ratios; by the logarithm, so that 2:1 and 1:2 are equally far from square. */
export function nearestRatio(shape: Shape): string {
  const distance = (ratio: string) => Math.abs(lean(shapeOf(ratio) ?? shape) - lean(shape))
  return ratios.toSorted((one, other) => distance(one) - distance(other))[0] ?? '1:1'
}

const edgeOf = (tier: string) => Number.parseInt(tier, 10) * 1024

/** The tier whose square has about as many pixels. */
export function nearestTier(tiers: readonly string[], { width, height }: Shape): string | null {
  const distance = (tier: string) => Math.abs(Math.log(edgeOf(tier) / Math.sqrt(width * height)))
  return tiers.toSorted((one, other) => distance(one) - distance(other))[0] ?? null
}
