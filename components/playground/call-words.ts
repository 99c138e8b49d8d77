import { formatDuration } from '#lib/format.ts'
import type { Call } from '#lib/generations/schema.ts'
import { providerName } from './names.ts'

const nameOf = ({ upstream }: Call) => (upstream === 'lumenfall' ? 'Lumenfall' : providerName(upstream))

/** Without a status nothing was sent: nobody was there, or the key opened nothing. */
const afterFailure = (status: number | null, after: string): string => {
  if (status === null) return 'could not be asked'
  return status < 400 ? `failed ${after}` : `answered ${status} ${after}`
}

const afterLoss = (status: number | null, after: string): string =>
  status === null ? `gave no whole answer: given up ${after}` : `answered without a picture ${after}`

const how: Record<Call['state'], (took: number, status: number | null) => string> = {
  claimed: () => 'is asked now',
  sending: () => 'is asked now',
  succeeded: (took) => `made it in ${formatDuration(took)}`,
  refused: (took) => `refused it ${after(took)}`,
  failed: (took, status) => afterFailure(status, after(took)),
  unknown: (took, status) => afterLoss(status, after(took)),
  lost: (took, status) => afterLoss(status, after(took)),
}

/** Below what is shown as 0.0 s. */
const after = (took: number) => (took < 50 ? 'at once' : `after ${formatDuration(took)}`)

function describeCall(call: Call): string {
  const { state, httpStatus, sentAt, finishedAt } = call
  const took = sentAt && finishedAt ? Date.parse(finishedAt) - Date.parse(sentAt) : 0
  return `${nameOf(call)} ${how[state](took, httpStatus)}`
}

/** Who was asked for a picture, one after the other, and how each call came back; null where it was one call. */
export const describeCalls = (calls: readonly Call[]): string | null =>
  calls.length > 1 ? calls.map(describeCall).join('; ') : null
