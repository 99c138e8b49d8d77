import { providerName } from '#components/playground/names.ts'
import { plural } from '#lib/format.ts'
import type { Queue, QueueLine } from '#lib/queue/schema.ts'

/** The same line, however it stands. */
export function keyOf(line: QueueLine): string {
  if (line.kind === 'private') return `private ${line.author.id}`
  return line.kind === 'batch' ? line.batch.id : line.id
}

/** What it is about, for those who may know. */
export function titleOf(line: QueueLine): string {
  if (line.kind === 'private') return 'Something private'
  return line.kind === 'batch' ? line.batch.title : line.prompt
}

/** How many pictures of a batch need nothing more, and how many there are. */
export function progressOf({ batch }: Extract<QueueLine, { kind: 'batch' }>): {
  done: number
  total: number
} {
  const { total, queued, running } = batch.counts
  return { done: total - queued - running, total }
}

function modelOf(line: QueueLine): string[] {
  if (line.kind === 'private') return []
  if (line.models > 1) return [plural(line.models, 'model')]
  const provider = line.kind === 'generation' && line.provider !== null ? [providerName(line.provider)] : []
  return [line.modelName, ...provider]
}

/** How many of several run and wait; of one, the first column says it. */
function countsOf({ kind, running, waiting }: QueueLine): string[] {
  if (kind === 'generation' || running + waiting < 2) return []
  return [...(running > 0 ? [`${running} running`] : []), ...(waiting > 0 ? [`${waiting} waiting`] : [])]
}

/** Whose it is, and with what it is made. */
export function factsOf(line: QueueLine): string {
  const progress = line.kind === 'batch' ? progressOf(line) : null
  return [
    line.author.isViewer ? 'You' : line.author.name,
    ...modelOf(line),
    ...(progress ? [`${progress.done} of ${progress.total} done`] : []),
    ...countsOf(line),
  ].join(' · ')
}

/** Where it stands: "3", or that it runs, or that it is held back. */
export function standingOf({ running, place }: QueueLine): string {
  if (running > 0) return 'Now'
  return place === null ? 'Paused' : String(place)
}

/** Whose turn it is, and how many calls run at once. */
export function describeLimits({ atOnce, ofTeam, ofProvider }: Queue['limits']): string {
  const providers = Object.entries(ofProvider).map(
    ([slug, most]) => `${most} pinned to ${providerName(slug)}`,
  )
  const parts = [
    `${plural(atOnce, 'call')} at once`,
    ...(ofTeam === null ? [] : [`${ofTeam} of this team`]),
    ...providers,
  ]
  return `Turns are fair: everybody’s first comes before anybody’s second. At most ${parts.join(', ')}.`
}
