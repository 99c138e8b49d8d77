import { join } from 'node:path'
import { v7 } from 'uuid'
import { z } from 'zod'
import { openJsonLines, type JsonLines } from './json-lines.ts'
import { requestEntrySchema, type RequestEntry } from './request-entry.ts'

const grantSchema = z.object({ grantedMicros: z.int() })
type Opening = Pick<
  RequestEntry,
  'endpoint' | 'modality' | 'model' | 'keyId' | 'traceId' | 'user' | 'requestBytes'
>

/**
 * The request log and the balance, which is what was granted minus what was billed. With a folder, every change is on
 * disk before the call goes on; requests a previous life left open were never billed, and are closed as cancelled.
 */
export class Ledger {
  readonly #entries = new Map<string, RequestEntry>()
  readonly #now: () => number
  #grantedMicros: number
  #billedMicros = 0
  #reservedMicros = 0
  #requestLines: JsonLines | undefined
  #grantLines: JsonLines | undefined

  /** `openingMicros` is the balance of a new folder; an old one remembers its own. */
  constructor(options: { dataDir: string | undefined; openingMicros: number; now: () => number }) {
    this.#now = options.now
    this.#grantedMicros = options.openingMicros
    if (options.dataDir === undefined) return
    let remembered = false
    this.#grantLines = openJsonLines(join(options.dataDir, 'balance.jsonl'), (line) => {
      this.#grantedMicros = grantSchema.parse(line).grantedMicros
      remembered = true
    })
    if (!remembered) this.#grantLines.append({ grantedMicros: this.#grantedMicros })
    this.#requestLines = openJsonLines(join(options.dataDir, 'requests.jsonl'), (line) => {
      const entry = requestEntrySchema.parse(line)
      this.#entries.set(entry.id, entry)
    })
    for (const { costMicros } of this.#entries.values()) this.#billedMicros += costMicros
    for (const entry of this.#entries.values()) {
      if (isOpen(entry)) this.#write({ ...entry, status: 'cancelled', costMicros: 0, images: 0 })
    }
  }

  get availableMicros(): number {
    return this.#grantedMicros - this.#billedMicros
  }

  /** Makes the balance exactly this, whatever was billed before. */
  setAvailable(micros: number): void {
    this.#grantedMicros = micros + this.#billedMicros
    this.#grantLines?.append({ grantedMicros: this.#grantedMicros })
  }

  /** What is left for new work when everything in flight is billed in full. */
  get unreservedMicros(): number {
    return this.availableMicros - this.#reservedMicros
  }

  /** Keeps money for work in flight, so that calls at once cannot overdraw; call the result when it is over. */
  reserve(micros: number): () => void {
    this.#reservedMicros += micros
    return () => {
      this.#reservedMicros -= micros
    }
  }

  open(opening: Opening & { logDelayMs: number }): RequestEntry {
    const { logDelayMs, ...fields } = opening
    const createdAt = this.#now()
    return this.#write({
      ...fields,
      id: `req_${v7().replaceAll('-', '')}`,
      sequence: this.#entries.size + 1,
      createdAt,
      visibleAt: createdAt + logDelayMs,
      status: 'pending',
      costMicros: 0,
      images: 0,
      durationMs: null,
      errorCode: null,
      errorMessage: null,
      responseBytes: null,
      media: [],
      purged: false,
    })
  }

  /** The request is being worked on; `model` is the resolved id. */
  start(id: string, model: string): void {
    this.#write({ ...this.get(id), status: 'processing', model })
  }

  /** The billing point: from this write on the request is completed and the balance is lower. */
  bill(
    id: string,
    work: Pick<RequestEntry, 'costMicros' | 'images' | 'responseBytes'> & { media?: string[] },
  ): void {
    const entry = this.get(id)
    this.#write({ ...entry, ...work, status: 'completed', durationMs: this.#now() - entry.createdAt })
    this.#billedMicros += work.costMicros
  }

  /** Closes a request that costs nothing. A request that was billed stays billed. */
  fail(id: string, failure: Pick<RequestEntry, 'status' | 'errorCode' | 'errorMessage'>): void {
    const entry = this.get(id)
    if (isOpen(entry)) this.#write({ ...entry, ...failure, durationMs: this.#now() - entry.createdAt })
  }

  markPurged(id: string): void {
    this.#write({ ...this.get(id), purged: true, media: [] })
  }

  get(id: string): RequestEntry {
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new Error(`No request ${id} in the log`)
    return entry
  }

  find(id: string): RequestEntry | undefined {
    return this.#entries.get(id)
  }

  /** Oldest first. */
  list(): RequestEntry[] {
    return [...this.#entries.values()]
  }

  /** Nothing is written after this: to the folder, the program has died. */
  close(): void {
    this.#requestLines?.close()
    this.#grantLines?.close()
    this.#requestLines = undefined
    this.#grantLines = undefined
  }

  #write(entry: RequestEntry): RequestEntry {
    this.#requestLines?.append(entry)
    this.#entries.set(entry.id, entry)
    return entry
  }
}

function isOpen(entry: RequestEntry): boolean {
  return entry.status === 'pending' || entry.status === 'processing'
}
