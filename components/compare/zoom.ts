export interface Zoom {
  /** 1 is the whole picture. */
  scale: number
  /** Of the picture's middle, in parts of its size. */
  x: number
  y: number
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 }
const most = 16
const keyStep = 1.4
const panStep = 0.1

/** Not further than its edge is in the middle. */
export function bounded({ scale, x, y }: Zoom): Zoom {
  const size = Math.min(most, Math.max(1, scale))
  const reach = (size - 1) / (2 * size)
  const hold = (part: number) => Math.min(reach, Math.max(-reach, part))
  return { scale: size, x: hold(x), y: hold(y) }
}

/** Towards a point of the picture, given in parts of its size from the middle, which stays where it is. */
export const zoomed = ({ scale, x, y }: Zoom, factor: number, at = { x: 0, y: 0 }): Zoom => {
  const next = Math.min(most, Math.max(1, scale * factor))
  const shift = 1 / scale - 1 / next
  return bounded({ scale: next, x: x - at.x * shift, y: y - at.y * shift })
}

/** Moved by parts of the stage's size. */
export const panned = ({ scale, x, y }: Zoom, byX: number, byY: number) =>
  bounded({ scale, x: x + byX / scale, y: y + byY / scale })

export const distance = ([a, b]: readonly { x: number; y: number }[]) =>
  a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0

/** What a key does to the zoom: + − 0, and the arrows with Shift; undefined for any other. */
export function zoomKey(key: string, isShifted: boolean): ((zoom: Zoom) => Zoom) | undefined {
  const plain: Partial<Record<string, (zoom: Zoom) => Zoom>> = {
    '+': (zoom) => zoomed(zoom, keyStep),
    '=': (zoom) => zoomed(zoom, keyStep),
    '-': (zoom) => zoomed(zoom, 1 / keyStep),
    '0': () => whole,
  }
  const pan: Partial<Record<string, readonly [number, number]>> = {
    ArrowLeft: [panStep, 0],
    ArrowRight: [-panStep, 0],
    ArrowUp: [0, panStep],
    ArrowDown: [0, -panStep],
  }
  const by = isShifted ? pan[key] : undefined
  return by ? (zoom) => panned(zoom, by[0], by[1]) : plain[key]
}
