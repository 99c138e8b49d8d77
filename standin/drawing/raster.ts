/** Pixels as drawn: rows of red, green, blue, one byte each. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}
