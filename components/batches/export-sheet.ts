import type { Image as Picture } from '#lib/images/schema.ts'
import { imageUrl } from '#lib/images/schema/address.ts'
import type { Sheet } from './arrange.ts'

/** Pixels. */
const measures = { cell: 320, gap: 12, label: 200, head: 56, margin: 24, most: 16_000 } as const

async function load(team: string, image: Picture): Promise<HTMLImageElement> {
  const element = new Image()
  element.src = imageUrl(team, image.id, '512')
  await element.decode()
  return element
}

/** Words in lines that fit a width; what does not fit in three ends with a sign. */
function linesOf(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ')
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2] ?? ''} …`] : lines
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, width: number): void {
  for (const [index, line] of linesOf(context, text, width).entries())
    context.fillText(line, x, y + index * 20, width)
}

/** Draws a page of a grid with its labels, and saves it as one PNG. Throws when a picture cannot be loaded. */
export async function exportSheet(team: string, title: string, { columns, rows }: Sheet): Promise<void> {
  const { cell, gap, label, head, margin, most } = measures
  const width = margin * 2 + label + columns.length * (cell + gap)
  const height = margin * 2 + head + rows.length * (cell + gap)
  // Browsers refuse a canvas that is larger than this on a side.
  const scale = Math.min(1, most / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas here.')
  context.scale(scale, scale)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#222'
  context.font = `500 15px ${getComputedStyle(document.body).fontFamily}`
  context.textBaseline = 'top'
  for (const [x, name] of columns.entries())
    write(context, name, margin + label + x * (cell + gap), margin, cell)
  for (const [y, row] of rows.entries()) {
    const top = margin + head + y * (cell + gap)
    write(context, row.label, margin, top, label - gap)
    for (const [x, { generation } = { generation: null }] of row.cells.entries()) {
      const [image] = generation?.images ?? []
      if (!image) continue
      const picture = await load(team, image)
      const fit = cell / Math.max(picture.naturalWidth, picture.naturalHeight)
      context.drawImage(
        picture,
        margin + label + x * (cell + gap),
        top,
        picture.naturalWidth * fit,
        picture.naturalHeight * fit,
      )
    }
  }
  save(canvas, `${title.slice(0, 60).replaceAll(/[^\p{L}\p{N}]+/gu, '-') || 'grid'}.png`)
}

function save(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
  }, 'image/png')
}
