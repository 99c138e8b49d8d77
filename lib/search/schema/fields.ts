// The filters of a search, one entry each: what may follow the colon, and how it is written back.

export type Comparison = '=' | '>' | '>=' | '<' | '<='

export const marks = ['favourite', 'rejected', 'rated', 'private', 'edit'] as const
export const statuses = ['succeeded', 'partial', 'cancelled'] as const
export const shapes = ['square', 'wide', 'tall'] as const

/** What a term asks of an image. */
export type Condition =
  /** Words of the prompt: one by its beginning, or several as they stand. */
  | { kind: 'words'; value: string; isPhrase: boolean }
  | { kind: 'model' | 'by' | 'album' | 'tag'; value: string }
  | { kind: 'provider'; value: string }
  | { kind: 'is'; value: (typeof marks)[number] }
  | { kind: 'status'; value: (typeof statuses)[number] }
  | { kind: 'shape'; value: (typeof shapes)[number] | { width: number; height: number } }
  /** Micro-dollars, or stars. */
  | { kind: 'cost' | 'rating'; compare: Comparison; value: number }
  /** The first day of a day, month or year: from it on, or earlier than it. */
  | { kind: 'after' | 'before'; value: string }

export type FieldName = Exclude<Condition['kind'], 'words'>

/** A sentence about what cannot be understood. */
export interface Problem {
  problem: string
}

interface Field {
  /** What follows the colon, for those who look for it. */
  hint: string
  /** All that may follow, where that is a short list. */
  values?: readonly string[]
  read(value: string): Condition | Problem
}

const says = (problem: string): Problem => ({ problem })

const oneOf = <T extends string>(values: readonly T[], value: string): T | undefined =>
  values.find((each) => each === value.toLowerCase())

const listed = (values: readonly string[]) => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`

const text = (kind: 'model' | 'by' | 'album' | 'tag' | 'provider', hint: string, isLower = false): Field => ({
  hint,
  read: (value) => ({ kind, value: isLower ? value.toLowerCase() : value }),
})

function compared(value: string): { compare: Comparison; rest: string } {
  const compare = (['>=', '<=', '>', '<', '='] as const).find((sign) => value.startsWith(sign))
  return { compare: compare ?? '=', rest: value.slice(compare?.length ?? 0).trim() }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The first day that "2026", "2026-11" or "2026-11-23" has. */
function readDay(value: string): { day: string } | Problem {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value)
  if (!match) return says('Write a day as 2026-11-23, a month as 2026-11 or a year as 2026.')
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  if (year < 1970) return says('Nothing is older than 1970.')
  const name = months[month - 1]
  if (!name) return says(`There is no month ${month}.`)
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return says(`There is no ${day} ${name} ${year}.`)
  return { day: `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}

const date = (kind: 'after' | 'before', hint: string): Field => ({
  hint,
  read: (value) => {
    const read = readDay(value)
    return 'problem' in read ? read : { kind, value: read.day }
  },
})

/** More than an image can cost, and still a whole number of micro-dollars. */
const mostDollars = 1_000_000

/** Every filter by its name; a search of the gallery has no others. */
export const fields: Record<FieldName, Field> = {
  model: text('model', 'part of a model’s id', true),
  by: text('by', 'me, or a member’s name'),
  album: text('album', 'an album’s name'),
  tag: text('tag', 'a tag', true),
  provider: text('provider', 'who drew it, as vertex', true),
  is: {
    hint: listed(marks),
    values: marks,
    read: (value) => {
      const mark = oneOf(marks, value)
      return mark ? { kind: 'is', value: mark } : says(`An image can be ${listed(marks)}.`)
    },
  },
  rating: {
    hint: 'your stars, as >3',
    values: ['5', '>=4', '>3', '<3'],
    read: (value) => {
      const { compare, rest } = compared(value)
      if (!/^[1-5]$/.test(rest)) return says('A rating is 1 to 5, as rating:4 or rating:>3.')
      return { kind: 'rating', compare, value: Number(rest) }
    },
  },
  shape: {
    hint: '16:9, square, wide or tall',
    values: [...shapes, '16:9', '4:3', '3:4', '9:16'],
    read: (value) => {
      const shape = oneOf(shapes, value)
      if (shape) return { kind: 'shape', value: shape }
      const [, width = 0, height = 0] = (/^(\d{1,4}):(\d{1,4})$/.exec(value) ?? []).map(Number)
      if (width > 0 && height > 0) return { kind: 'shape', value: { width, height } }
      return says(`A shape is ${listed(shapes)}, or a ratio as 16:9.`)
    },
  },
  after: date('after', 'from that day on, as 2026-11-23'),
  before: date('before', 'earlier than that day, as 2026-11'),
  cost: {
    hint: 'dollars, as >0.05',
    values: ['>0.05', '<0.05', '>0.10'],
    read: (value) => {
      const { compare, rest } = compared(value)
      const dollars = /^\$?(\d{1,7}(?:\.\d{1,6})?)$/.exec(rest)?.[1]
      if (dollars === undefined || Number(dollars) > mostDollars)
        return says('A cost is in dollars, as cost:>0.05.')
      return { kind: 'cost', compare, value: Math.round(Number(dollars) * 1_000_000) }
    },
  },
  status: {
    hint: listed(statuses),
    values: statuses,
    read: (value) => {
      const status = oneOf(statuses, value)
      return status ? { kind: 'status', value: status } : says(`What has images is ${listed(statuses)}.`)
    },
  },
}

const sign = (compare: Comparison) => (compare === '=' ? '' : compare)

/** What follows the colon of a condition, as it is read. */
export function valueText(condition: Condition): string {
  if (condition.kind === 'rating') return `${sign(condition.compare)}${condition.value}`
  if (condition.kind === 'cost')
    return `${sign(condition.compare)}${(condition.value / 1_000_000).toFixed(6).replace(/\.?0+$/, '')}`
  const { value } = condition
  return typeof value === 'object' ? `${value.width}:${value.height}` : String(value)
}
