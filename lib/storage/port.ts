import type { Readable } from 'node:stream'

/** Bytes `start` to `end`, both included, as in an HTTP range. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Where bytes live. Keys are relative paths of hashes, so an object never changes once it is there. Putting the same
 * key again is harmless.
 */
export interface Storage {
  /** Whole or not at all, and safe against a crash when it resolves. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Size in bytes, null when there is no such object. */
  size(key: string): Promise<number | null>
  /** Throws AppError `not_found`. */
  read(key: string, range?: ByteRange): Promise<Readable>
  readAll(key: string): Promise<Buffer>
  remove(key: string): Promise<void>
  /** Removes what processes that died left half written. */
  tidy(): Promise<void>
}

const folderOf = (teamId: string, sha256: string) => `${teamId}/${sha256.slice(0, 2)}/${sha256}`

/** The untouched original. Under its team: equal bytes of two teams are two objects. */
export const originalKey = (teamId: string, sha256: string) => folderOf(teamId, sha256)

export const previewKey = (teamId: string, sha256: string, size: number) =>
  `${folderOf(teamId, sha256)}.${size}.webp`
