/** A place on the canvas, in its own pixels. */
export interface Point {
  x: number
  y: number
}

/** What was done, in its order: so that each of it can be taken back. */
export type Deed =
  { kind: 'stroke'; points: readonly Point[]; width: number; isErasing: boolean } | { kind: 'clear' }

/** As large as it is painted: a phone's canvas has at most about 16 million pixels, and a brush needs no more. */
const longestEdge = 2048

export function sizeOf({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, longestEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Whether anything may be painted. */
export const isBlank = (deeds: readonly Deed[], hasBase: boolean) => {
  const clear = deeds.findLastIndex(({ kind }) => kind === 'clear')
  return (clear >= 0 || !hasBase) && deeds.slice(clear + 1).length === 0
}

function stroke(context: CanvasRenderingContext2D, deed: Extract<Deed, { kind: 'stroke' }>): void {
  const [first, ...others] = deed.points
  if (!first) return
  context.globalCompositeOperation = deed.isErasing ? 'destination-out' : 'source-over'
  context.lineWidth = deed.width
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(first.x, first.y)
  // A dot is a line to where it is.
  for (const { x, y } of [first, ...others]) context.lineTo(x, y)
  context.stroke()
}

/** Paints all of it anew: what was there, then every deed since the canvas was last cleared. */
export function paint(
  canvas: HTMLCanvasElement,
  base: CanvasImageSource | null,
  deeds: readonly Deed[],
  colour: string,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.globalCompositeOperation = 'source-over'
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.strokeStyle = colour
  const clear = deeds.findLastIndex(({ kind }) => kind === 'clear')
  if (base && clear < 0) context.drawImage(base, 0, 0, canvas.width, canvas.height)
  for (const deed of deeds.slice(clear + 1)) if (deed.kind === 'stroke') stroke(context, deed)
}

/** The other way round: coloured where `picture` is transparent, and the reverse. */
function inverted(
  picture: CanvasImageSource,
  size: { width: number; height: number },
  colour: string,
): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.fillStyle = colour
  context.fillRect(0, 0, size.width, size.height)
  context.globalCompositeOperation = 'destination-out'
  context.drawImage(picture, 0, 0, size.width, size.height)
  return canvas
}

/** What a mask that was saved before had painted. */
export const fromMask = (mask: CanvasImageSource, size: { width: number; height: number }, colour: string) =>
  inverted(mask, size, colour)

/** A PNG of this size, transparent where the canvas is painted; null where the browser cannot make one this large. */
export function toMask(
  painted: HTMLCanvasElement,
  size: { width: number; height: number },
): Promise<File | null> {
  const canvas = inverted(painted, size, '#000')
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob && new File([blob], 'mask.png', { type: 'image/png' })), 'image/png')
  })
}
