import type { Last } from '#components/gallery/wall/layout.ts'
import { layOut } from '#components/gallery/wall/layout.ts'
import { listOfPiece, withPiece } from '#components/gallery/wall/list.ts'

const pieceLength = 10_000

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** A piece of an outline, with days of 300 images. */
function pieceOf(from: number) {
  const shapes = [1000, 1778, 562, 1429, 700]
  const day = (at: number) => new Date(Date.UTC(2026, 0, 1) - at * 86_400_000).toISOString().slice(0, 10)
  return {
    shapes: Array.from({ length: pieceLength }, (_, index) => shapes[(from + index * 7) % 5] ?? 1000),
    cursors: Array.from({ length: pieceLength / 100 }, (_, index) => `c${from + index * 100}`),
    days: Array.from({ length: pieceLength / 250 }, (_, index): [string, number] => [
      day(from / 250 + index),
      250,
    ]),
    next: 'more',
  }
}

/** What it takes to hang all at once, and the next piece below the others. */
export function layouts() {
  const whole: number[] = []
  const pieces: number[] = []
  for (let round = 0; round < 15; round++) {
    let last: Last | null = null
    let list = listOfPiece(pieceOf(0))
    for (let from = pieceLength; from < 100_000; from += pieceLength) {
      last = { list, layout: layOut(list, 1300, last) }
      list = withPiece(list, pieceOf(from))
      const startedAt = performance.now()
      layOut(list, 1300, last)
      pieces.push(performance.now() - startedAt)
    }
    const startedAt = performance.now()
    layOut(list, 1300)
    whole.push(performance.now() - startedAt)
  }
  return { wholeMs: median(whole), pieceMs: median(pieces), slowestPieceMs: Math.max(...pieces.slice(9)) }
}
