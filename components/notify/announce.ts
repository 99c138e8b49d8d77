import type { EndContext } from '#components/live/ends.ts'
import { toast } from '#components/ui/toast.tsx'
import { batchQuery } from '#lib/batches/queries.ts'
import { plural } from '#lib/format.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { isTold } from './preference.ts'
import type { Ended } from './shared.ts'
import { claim, keepUnseen, takeUnseen } from './shared.ts'

type Go = EndContext['go']

/** The tab that shows it goes first, then one that is looked at, then the hidden ones. */
const elsewhereMs = 150
const hiddenMs = 700

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const shorten = (text: string) => (text.length <= 60 ? text : `${text.slice(0, 59)}…`)

const say = ({ text, path }: Ended, go: Go) => toast(text, { label: 'Show', run: () => go(path) })

function sayOutside({ key, text, path }: Ended, go: Go): void {
  const notification = new Notification('Atelier', { body: text, tag: key })
  notification.addEventListener('click', () => {
    window.focus()
    go(path)
    notification.close()
  })
}

let isWaiting = false

/** What ended meanwhile is said once one looks again. */
function sayLater(go: Go): void {
  if (isWaiting) return
  isWaiting = true
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible')
      void takeUnseen().then((unseen) => unseen.forEach((ended) => say(ended, go)))
  })
}

/** Tells of an end once over all tabs of this browser: not where it is being looked at. */
async function announce(ended: Ended, isShownHere: boolean, go: Go): Promise<void> {
  sayLater(go)
  const isHidden = document.visibilityState === 'hidden'
  if (isHidden || !isShownHere) await wait(isHidden ? hiddenMs : elsewhereMs)
  if (!(await claim(ended.key)) || (isShownHere && !isHidden)) return
  if (document.visibilityState === 'visible') return say(ended, go)
  await keepUnseen(ended)
  if (isTold()) sayOutside(ended, go)
}

const endings: Partial<Record<Generation['status'], string>> = {
  succeeded: 'is done.',
  partial: 'is done, in part.',
  refused: 'was refused.',
  failed: 'failed.',
  lost: 'was lost.',
}

/** Tells that a generation has ended. What was cancelled, or may yet end otherwise, is no news. */
export async function announceGeneration({ team, go }: EndContext, generation: Generation): Promise<void> {
  const { id, prompt, status, images, finishedAt } = generation
  const ending = endings[status]
  if (!ending) return
  const [image] = images
  const playground = `/t/${team}/playground`
  const path = image ? `${playground}?image=${image.id}` : playground
  const ended = { key: `${id} ${finishedAt}`, text: `“${shorten(prompt ?? '')}” ${ending}`, path }
  await announce(ended, location.pathname === playground, go)
}

/** Tells that a batch of mine has ended that took longer than `longMs`. */
export async function announceBatch(
  { team, me, client, go }: EndContext,
  id: string,
  longMs: number,
): Promise<void> {
  const { author, createdAt, title, counts } = await client.fetchQuery(batchQuery(team, id))
  if (author.id !== me || Date.now() - Date.parse(createdAt) < longMs) return
  const { succeeded, partial, reused, total } = counts
  const path = `/t/${team}/batches/${id}`
  const ended = {
    key: `${id} ${JSON.stringify(counts)}`,
    text: `“${shorten(title)}” is done: ${succeeded + partial + reused} of ${plural(total, 'request')} gave pictures.`,
    path,
  }
  await announce(ended, [path, `/t/${team}/playground`].includes(location.pathname), go)
}
