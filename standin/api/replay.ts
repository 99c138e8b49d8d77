import { createHash } from 'node:crypto'
import type { Call, Fields, JsonObject } from '../contract.ts'
import type { Recording } from '../records/recordings.ts'
import type { State } from '../state.ts'
import { ApiError } from './errors.ts'
import type { ImageOrder } from './image-order.ts'

const MODES = [
  'off',
  'record',
  'replay-or-mock',
  'replay-or-error',
  'replay-or-live',
  'replay-or-record',
  'mock',
]

/** What the two replay headers make of an image call. */
export type ReplayPlan =
  | { readonly kind: 'live'; readonly record: boolean }
  | { readonly kind: 'mock' }
  | { readonly kind: 'recording'; readonly id: string }

/**
 * Reads `X-Lumenfall-Replay` and `X-Lumenfall-Replay-Match`. Source: docs.lumenfall.ai "Modes & matching". `standard`
 * ignores the prompt and matches across providers; `strict` wants the same bytes. Throws RECORDING_NOT_FOUND, and
 * INVALID_REQUEST for a mode that is not documented (a guess).
 */
export function planReplay(call: Call, order: ImageOrder, state: State): ReplayPlan {
  const mode = headerOf(call, 'x-lumenfall-replay') ?? 'off'
  if (!MODES.includes(mode)) throw new ApiError('INVALID_REQUEST', `Unknown replay mode '${mode}'`)
  if (mode === 'mock') return { kind: 'mock' }
  if (!mode.startsWith('replay-')) return { kind: 'live', record: mode === 'record' }
  const found = state.recordings.find((recording) => matches(recording, call, order))
  if (found !== undefined) return { kind: 'recording', id: found.id }
  if (mode === 'replay-or-error') throw new ApiError('RECORDING_NOT_FOUND')
  return mode === 'replay-or-mock' ? { kind: 'mock' } : { kind: 'live', record: mode === 'replay-or-record' }
}

/** Whether the call asks for a recording first: magic words in its prompt then mean nothing. */
export function asksForReplay(replayHeader: string | string[] | undefined): boolean {
  return typeof replayHeader === 'string' && replayHeader.startsWith('replay-')
}

/** Stores an answer as it was before anything went wrong with it, for calls that match this one. */
export function keepRecording(call: Call, order: ImageOrder, state: State, answer: JsonObject): void {
  const { pathname, fields } = call
  const recording = { pathname, fields, strictKey: strictKey(call), standardKey: standardKey(order, fields) }
  state.recordings.keep(recording, answer)
}

function matches(recording: Recording, call: Call, order: ImageOrder): boolean {
  const match = headerOf(call, 'x-lumenfall-replay-match') ?? 'standard'
  if (match === 'pinned') return recording.id === headerOf(call, 'x-lumenfall-replay-recording')
  if (recording.pathname !== call.pathname) return false
  if (match === 'strict') return recording.strictKey === strictKey(call)
  if (match === 'specific') {
    const names = headerOf(call, 'x-lumenfall-replay-fields')?.split(',') ?? []
    return names.every((name) => toText(recording.fields[name.trim()]) === toText(call.fields[name.trim()]))
  }
  return recording.standardKey === standardKey(order, call.fields)
}

function strictKey(call: Call): string {
  return hash(call.rawBody)
}

function standardKey({ resolved }: ImageOrder, fields: Fields): string {
  const { prompt: _, user: __, model: ___, ...rest } = fields
  const sorted = Object.entries(rest).toSorted(([one], [other]) => one.localeCompare(other))
  return hash(toText([resolved.model.id, sorted]))
}

function toText(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined'
}

function hash(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function headerOf(call: Call, name: string): string | undefined {
  const value = call.headers[name]
  return typeof value === 'string' ? value : undefined
}
