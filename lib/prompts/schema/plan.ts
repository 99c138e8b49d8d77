import { titleOfText, toSlug } from './address.ts'
import type { FilePrompt, ReadRow } from './file.ts'
import type { ImportRow } from './import.ts'
import type { Added, Existing, Label } from './merge.ts'
import { addedTo, labelsOf } from './merge.ts'
import { isSame } from './same.ts'

// What bringing a file in comes to: a pure function of the file, of what is there, and of who brings it.

export interface Details {
  title: string
  description: string
  tags: string[]
  folder: string | null
}

/** What is to be done for a row. */
export type Step = { slug: string; versions: Added[]; labels: Label[] } & (
  { kind: 'new'; details: Details } | { kind: 'change'; id: string; details: Partial<Details> }
)

export interface Planned {
  row: ImportRow
  step: Step | null
}

export interface Rights {
  protect: boolean
  /** How many prompts there is room for. */
  room: number
}

const names = ['title', 'description', 'tags', 'folder'] as const

/** What of the details the file says, and says differently. */
function changedDetails(prompt: FilePrompt, existing: Existing): Partial<Details> {
  const changed = names.filter((name) => prompt[name] !== undefined && !isSame(prompt[name], existing[name]))
  return Object.fromEntries(changed.map((name) => [name, prompt[name]]))
}

const ownTitle = ({ title, versions }: FilePrompt) => title ?? titleOfText(versions.at(-1)?.text ?? '')

/** What a prompt of a file is called by: its own short name, or one by its title. Empty where nothing gives one. */
export const slugOfPrompt = (prompt: FilePrompt): string => prompt.slug ?? toSlug(ownTitle(prompt))

const refused = (row: ReadRow, slug: string | null, reason: string): Planned => ({
  row: {
    place: row.place,
    title: row.name,
    slug,
    outcome: 'refused',
    versions: 0,
    details: [],
    reason,
    remarks: [],
  },
  step: null,
})

function planNew(place: number, prompt: FilePrompt, { protect }: Rights): Planned {
  const { description = '', tags = [], folder = null } = prompt
  const [slug, title, versions] = [slugOfPrompt(prompt), ownTitle(prompt), addedTo(null, prompt.versions)]
  const { labels, remarks } = labelsOf(prompt, null, versions, protect)
  const row = { place, title, slug, versions: versions.length, details: [], reason: null, remarks }
  return {
    row: { ...row, outcome: 'new' },
    step: { kind: 'new', slug, details: { title, description, tags, folder }, versions, labels },
  }
}

function planChange(place: number, prompt: FilePrompt, existing: Existing, { protect }: Rights): Planned {
  const versions = addedTo(existing, prompt.versions)
  const { labels, remarks } = labelsOf(prompt, existing, versions, protect)
  const details = changedDetails(prompt, existing)
  const { id, slug } = existing
  const row = {
    place,
    title: prompt.title ?? existing.title,
    slug,
    versions: versions.length,
    details: [...Object.keys(details), ...(labels.length > 0 ? ['labels'] : [])],
    reason: null,
    remarks,
  }
  if (row.details.length + versions.length === 0) return { row: { ...row, outcome: 'same' }, step: null }
  return {
    row: { ...row, outcome: 'changed' },
    step: { kind: 'change', slug, id, details, versions, labels },
  }
}

function refusalOf(slug: string, seen: ReadonlyMap<string, number>): string | null {
  if (slug === '') return 'Give it a title or a short name.'
  const other = seen.get(slug)
  return other === undefined ? null : `The file has /${slug} twice, first at ${other}.`
}

/** What becomes of each row, and what is to be done for it. `existing` are the prompts that are there, by short name. */
export function planRows(
  rows: readonly ReadRow[],
  existing: ReadonlyMap<string, Existing>,
  rights: Rights,
): Planned[] {
  const seen = new Map<string, number>()
  let { room } = rights
  return rows.map((row) => {
    if ('reason' in row) return refused(row, null, row.reason)
    const slug = slugOfPrompt(row.prompt)
    const refusal = refusalOf(slug, seen)
    if (refusal !== null) return refused(row, slug || null, refusal)
    seen.set(slug, row.place)
    const found = existing.get(slug)
    if (found) return planChange(row.place, row.prompt, found, rights)
    if (room === 0) return refused(row, slug, 'There is no room for more prompts. Delete some first.')
    room--
    return planNew(row.place, row.prompt, rights)
  })
}
