import type { VersionContent } from './content.ts'
import { versionContentSchema } from './content.ts'
import type { FilePrompt, FileVersion } from './file.ts'
import { isSame } from './same.ts'

// Which versions and labels of a file come to a prompt that is there, or to a new one.

export interface Label {
  name: string
  isProtected: boolean
  /** Of the version in the prompt. */
  number: number
}

export interface Numbered {
  number: number
  content: VersionContent
}

export interface Added extends Numbered {
  note: string
}

/** A prompt that is there. */
export interface Existing {
  id: string
  slug: string
  title: string
  description: string
  tags: string[]
  folder: string | null
  /** The oldest first. */
  versions: Numbered[]
  labels: Label[]
}

const defined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))

/** A version of the file whole: what it does not say is as in the newest that there is. */
function resolve({ number: _number, note = '', ...said }: FileVersion, base: VersionContent | undefined) {
  return { content: versionContentSchema.parse({ ...base, ...defined(said) }), note }
}

/** The versions that are added to those that are there: what comes in the file after the newest of them, or its last. */
export function addedTo(existing: Existing | null, versions: readonly FileVersion[]): Added[] {
  const newest = existing?.versions.at(-1)
  const resolved = versions.map((version) => resolve(version, newest?.content))
  if (!newest) return resolved.map((each, index) => ({ ...each, number: index + 1 }))
  const known = resolved.findLastIndex(({ content }) => isSame(content, newest.content))
  const left = known === -1 ? resolved.slice(-1) : resolved.slice(known + 1)
  return left.map((each, index) => ({ ...each, number: newest.number + 1 + index }))
}

/** Where in the file the version stands that a label names; without a number it is the last. */
function placeOf({ versions }: FilePrompt, wanted: number | undefined): number {
  if (wanted === undefined) return versions.length - 1
  return versions.findIndex(({ number }, index) => (number ?? index + 1) === wanted)
}

/** Which version of the prompt a label of the file stands on: one that is added, or one that says the same. */
function numberOf(
  prompt: FilePrompt,
  wanted: number | undefined,
  existing: Existing | null,
  added: readonly Added[],
): number | null {
  const at = placeOf(prompt, wanted)
  const version = prompt.versions[at]
  if (!version) return null
  const before = existing?.versions ?? []
  const { content } = resolve(version, before.at(-1)?.content)
  const all: readonly Numbered[] = [...before, ...added]
  // From the end on, as the file's own are counted: what was restored is there twice.
  const likely = all.at(at - prompt.versions.length)
  const candidates = likely ? [...all, likely] : all
  return candidates.findLast((each) => isSame(each.content, content))?.number ?? null
}

interface Labelled {
  label: Label | null
  remark: string | null
}

/** What becomes of one label: nothing where it stands there already. */
function labelOf(
  { name, isProtected }: Omit<Label, 'number'>,
  number: number | null,
  before: Label | undefined,
  mayProtect: boolean,
): Labelled {
  if (number === null)
    return { label: null, remark: `The label “${name}” is left out: its version is not there.` }
  const label = { name, isProtected: isProtected && mayProtect, number }
  if (isSame(before, label)) return { label: null, remark: null }
  if (before?.isProtected && !mayProtect)
    return { label: null, remark: `The label “${name}” stays where it is: it is protected.` }
  const isBared = isProtected && !mayProtect
  const remark = `The label “${name}” comes without its protection: only editors protect.`
  return { label, remark: isBared ? remark : null }
}

/** The labels that are put on or moved, and what is done otherwise than the file says. */
export function labelsOf(
  prompt: FilePrompt,
  existing: Existing | null,
  added: readonly Added[],
  mayProtect: boolean,
): { labels: Label[]; remarks: string[] } {
  const outcomes = (prompt.labels ?? []).map((label) => {
    const number = numberOf(prompt, label.number, existing, added)
    const before = existing?.labels.find(({ name }) => name === label.name)
    return labelOf(label, number, before, mayProtect)
  })
  return {
    labels: outcomes.flatMap(({ label }) => label ?? []),
    remarks: outcomes.flatMap(({ remark }) => remark ?? []),
  }
}
