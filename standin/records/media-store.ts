import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v4 } from 'uuid'
import type { Picture } from '../contract.ts'

interface Hosted {
  readonly expiresAt: number
  readonly contentType: string
  /** Absent when the bytes lie in the folder. */
  readonly bytes?: Buffer
}

export type MediaLookup =
  { state: 'found'; bytes: Buffer; contentType: string } | { state: 'gone' | 'unknown' }

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
}

/** Hosted files, each with its end. On disk the end is in the file's name, so a restart needs no index. */
export class MediaStore {
  readonly #hosted = new Map<string, Hosted>()
  readonly #folder: string | undefined
  readonly #now: () => number

  constructor(dataDir: string | undefined, now: () => number) {
    this.#now = now
    this.#folder = dataDir === undefined ? undefined : join(dataDir, 'media')
    if (this.#folder === undefined) return
    mkdirSync(this.#folder, { recursive: true })
    for (const file of readdirSync(this.#folder)) {
      const [id, expiresAt, extension = ''] = file.split('.')
      const contentType = CONTENT_TYPES[extension] ?? 'application/octet-stream'
      this.#hosted.set(`${id}.${extension}`, { expiresAt: Number(expiresAt), contentType })
    }
  }

  /** Keeps a picture for `lifetimeMs` and returns its unguessable file name. */
  host(picture: Picture, lifetimeMs: number): string {
    this.#sweep()
    const id = v4().replaceAll('-', '')
    const name = `${id}.${picture.extension}`
    const hosted = { expiresAt: this.#now() + lifetimeMs, contentType: picture.contentType }
    if (this.#folder === undefined) this.#hosted.set(name, { ...hosted, bytes: picture.bytes })
    else {
      writeFileSync(join(this.#folder, diskName(name, hosted.expiresAt)), picture.bytes)
      this.#hosted.set(name, hosted)
    }
    return name
  }

  /** `gone`: it was here and its time is over; `unknown`: never seen, or forgotten by a restart. */
  find(name: string): MediaLookup {
    this.#sweep()
    const hosted = this.#hosted.get(name)
    if (hosted === undefined) return { state: 'unknown' }
    if (hosted.expiresAt <= this.#now()) return { state: 'gone' }
    const bytes = hosted.bytes ?? readFileSync(join(this.#folder ?? '', diskName(name, hosted.expiresAt)))
    return { state: 'found', bytes, contentType: hosted.contentType }
  }

  /** Deletes a file before its time; tells whether there was one. */
  remove(name: string): boolean {
    const hosted = this.#hosted.get(name)
    if (hosted === undefined || hosted.expiresAt <= this.#now()) return false
    this.#expire(name, hosted)
    return true
  }

  #sweep(): void {
    const now = this.#now()
    for (const [name, hosted] of this.#hosted) {
      if (hosted.expiresAt <= now && hosted.expiresAt !== 0) this.#expire(name, hosted)
    }
  }

  // An end of 0 is a tombstone: the bytes are deleted, and that there was a file is remembered.
  #expire(name: string, hosted: Hosted): void {
    if (this.#folder !== undefined) {
      rmSync(join(this.#folder, diskName(name, hosted.expiresAt)), { force: true })
    }
    this.#hosted.set(name, { expiresAt: 0, contentType: hosted.contentType })
  }
}

function diskName(name: string, expiresAt: number): string {
  const [id, extension] = name.split('.')
  return `${id}.${expiresAt}.${extension}`
}
