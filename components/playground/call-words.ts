import { formatDuration } from '#lib/format.ts'
import type { Call } from '#lib/generations/schema.ts'
import { providerName } from './names.ts'

const nameOf = ({ upstream }: Call) => (upstream === 'lumenfall' ? 'Lumenfall' : providerName(upstream))

const afterFailure = (status: number | null, took: string): string => {
  if (status === null) return 'could not be reached'
  return status < 400 ? `failed after ${took}` : `answered ${status} after ${took}`
}

const how: Record<Call['state'], (took: string, status: number | null) => string> = {
  claimed: () => 'is asked now',
  sending: () => 'is asked now',
  succeeded: (took) => `made it in ${took}`,
  refused: (took) => `refused it after ${took}`,
  failed: (took, status) => afterFailure(status, took),
  unknown: (took) => `gave no whole answer in ${took}`,
  lost: (took) => `gave no whole answer in ${took}`,
}

function describeCall(call: Call): string {
  const { state, httpStatus, sentAt, finishedAt } = call
  const took = sentAt && finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(sentAt)) : 'a moment'
  return `${nameOf(call)} ${how[state](took, httpStatus)}`
}

/** Who was asked for a picture, one after the other, and how each call came back; null where it was one call. */
export const describeCalls = (calls: readonly Call[]): string | null =>
  calls.length > 1 ? calls.map(describeCall).join('; ') : null
