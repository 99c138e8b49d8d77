import { z } from 'zod'
import type { Call } from '../contract.ts'
import { check } from '../models/validation.ts'
import type { RequestEntry } from '../records/request-entry.ts'
import { ApiError } from './errors.ts'

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional()

const querySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    starting_after: z.string().optional(),
    ending_before: z.string().optional(),
    created_after: moment,
    created_before: moment,
    key_id: z.string().optional(),
    status: z
      .enum(['pending', 'processing', 'completed', 'upstream_failure', 'rejected', 'cancelled'])
      .optional(),
    summary: z.stringbool().default(false),
  })
  .transform((query) => ({
    limit: query.limit,
    startingAfter: query.starting_after,
    endingBefore: query.ending_before,
    createdAfter: query.created_after,
    createdBefore: query.created_before,
    keyId: query.key_id,
    status: query.status,
    summary: query.summary,
  }))

export type RequestQuery = z.output<typeof querySchema>

/** Throws INVALID_REQUEST. Source of names and limits: docs.lumenfall.ai "List requests". */
export function parseRequestQuery(query: URLSearchParams): RequestQuery {
  const parsed = check(querySchema, Object.fromEntries(query))
  if (parsed.startingAfter !== undefined && parsed.endingBefore !== undefined) {
    throw new ApiError('INVALID_REQUEST', 'starting_after cannot be combined with ending_before')
  }
  return parsed
}

/** A page of newest-first entries; `older` and `newer` are the cursors to what lies beyond it, if anything does. */
export function takePage(
  entries: readonly RequestEntry[],
  { limit, startingAfter, endingBefore }: RequestQuery,
): { entries: RequestEntry[]; older: string | undefined; newer: string | undefined } {
  const start = firstIndex(entries, { limit, startingAfter, endingBefore })
  const end =
    endingBefore === undefined ? start + limit : Math.min(start + limit, indexOf(entries, endingBefore))
  const page = entries.slice(start, end)
  return {
    entries: page,
    older: end < entries.length ? page.at(-1)?.id : undefined,
    newer: start > 0 ? page[0]?.id : undefined,
  }
}

/** The same call with another cursor, so that all its filters stay. */
export function toPageUrl(call: Call, cursor: 'starting_after' | 'ending_before', id: string): string {
  const query = new URLSearchParams(call.query)
  query.delete('starting_after')
  query.delete('ending_before')
  query.set(cursor, id)
  return `${call.pathname}?${query.toString()}`
}

function firstIndex(
  entries: readonly RequestEntry[],
  query: Pick<RequestQuery, 'limit' | 'startingAfter' | 'endingBefore'>,
): number {
  if (query.startingAfter !== undefined) return indexOf(entries, query.startingAfter) + 1
  if (query.endingBefore !== undefined) return Math.max(0, indexOf(entries, query.endingBefore) - query.limit)
  return 0
}

function indexOf(entries: readonly RequestEntry[], id: string): number {
  const index = entries.findIndex((entry) => entry.id === id)
  if (index < 0) throw new ApiError('INVALID_REQUEST', `No request '${id}' to continue from`)
  return index
}
