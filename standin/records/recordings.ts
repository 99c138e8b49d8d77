import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { JsonObject } from '../contract.ts'
import { openJsonLines, type JsonLines } from './json-lines.ts'

const recordingSchema = z.object({
  id: z.string(),
  pathname: z.string(),
  /** Of the body, byte for byte. */
  strictKey: z.string(),
  /** Of the resolved model and the parameters without the prompt. */
  standardKey: z.string(),
  fields: z.record(z.string(), z.unknown()),
})
const storedSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json())

export type Recording = Readonly<z.infer<typeof recordingSchema>>

/** Answers kept by `X-Lumenfall-Replay: record`. With a folder they outlive a restart. */
export class Recordings {
  readonly #recordings: Recording[] = []
  readonly #bodies = new Map<string, string>()
  readonly #folder: string | undefined
  readonly #lines: JsonLines | undefined

  constructor(dataDir: string | undefined) {
    if (dataDir === undefined) return
    this.#folder = join(dataDir, 'recordings')
    mkdirSync(this.#folder, { recursive: true })
    this.#lines = openJsonLines(join(dataDir, 'recordings.jsonl'), (line) => {
      this.#recordings.push(recordingSchema.parse(line))
    })
  }

  keep(recording: Omit<Recording, 'id'>, answer: JsonObject): string {
    const id = `rec_${v7().replaceAll('-', '')}`
    const body = JSON.stringify(answer)
    if (this.#folder === undefined) this.#bodies.set(id, body)
    else writeFileSync(this.#fileOf(id), body)
    this.#lines?.append({ ...recording, id })
    this.#recordings.push({ ...recording, id })
    return id
  }

  /** The newest recording that matches. */
  find(matches: (recording: Recording) => boolean): Recording | undefined {
    return this.#recordings.findLast(matches)
  }

  read(id: string): JsonObject {
    const body = this.#bodies.get(id) ?? readFileSync(this.#fileOf(id), 'utf8')
    return storedSchema.parse(JSON.parse(body))
  }

  close(): void {
    this.#lines?.close()
  }

  #fileOf(id: string): string {
    return join(this.#folder ?? '', `${id}.json`)
  }
}
