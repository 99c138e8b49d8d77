import type { JsonValue } from '#lib/models/schema.ts'

const labelLength = 80

const shorten = (text: string) => (text.length <= labelLength ? text : `${text.slice(0, labelLength - 1)}…`)

/** A text on one line, short enough to stand at the edge of a grid. */
export const labelOfText = (text: string) => shorten(text.replaceAll(/\s+/g, ' ').trim())

export function labelOfValue(value: JsonValue): string {
  if (value === null) return 'default'
  return labelOfText(typeof value === 'string' ? value : JSON.stringify(value))
}

/** How many words all of them begin with. */
function commonStart(lists: readonly string[][]): number {
  const [first = []] = lists
  const end = first.findIndex((word, index) => lists.some((list) => list[index] !== word))
  return end === -1 ? first.length : end
}

/** Expansions by what sets them apart: the words that all begin or end with are left out. */
export function labelsOfTexts(texts: readonly string[]): string[] {
  const lists = texts.map((text) => text.split(/\s+/).filter(Boolean))
  if (lists.length < 2) return texts.map(labelOfText)
  const start = commonStart(lists)
  const rests = lists.map((list) => list.slice(start))
  const end = commonStart(rests.map((list) => list.toReversed()))
  return rests.map((list, index) => {
    const own = list.slice(0, list.length - end).join(' ')
    return labelOfText(own) || labelOfText(texts[index] ?? '')
  })
}
