import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { AnswerHead, Recorder } from '#lib/upstream/port.ts'
import { isMissing, removeOldFiles } from './files.ts'

const headSchema = z.object({ status: z.number(), headers: z.record(z.string(), z.string()) })

export interface RecordedAnswer {
  head: AnswerHead
  body: Buffer
}

/**
 * Paid answers on this machine's disk, as they came over the wire, from their first byte until what they hold is
 * stored and committed. A process that dies in between finds them at its next start, and a large answer never lies
 * in memory while it arrives.
 */
export interface Spool {
  recorder(attemptId: string): Recorder
  /** Null when there is no whole answer. Throws when that cannot be said now. */
  find(attemptId: string): Promise<RecordedAnswer | null>
  list(): Promise<string[]>
  remove(attemptId: string): Promise<void>
  /** Removes what processes that died left half written. */
  tidy(): Promise<void>
}

function headOf(line: Buffer): AnswerHead | null {
  try {
    return headSchema.parse(JSON.parse(line.toString('utf8')))
  } catch {
    // A power cut can leave a file empty, although it had been written and renamed. No answer is whole without its head.
    return null
  }
}

function unlessMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (isMissing(error)) return nothing
    throw error
  }
}

/** One file an answer: a line of JSON with status and headers, then the body. `.part` while it is arriving. */
export function openSpool(folder: string): Spool {
  const pathOf = (attemptId: string) => join(folder, `${attemptId}.answer`)

  async function recordTo(path: string, head: AnswerHead, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    await mkdir(folder, { recursive: true })
    const partial = `${path}.part`
    try {
      const file = await open(partial, 'w')
      try {
        // Not `write`: on a full disk it writes what fits, and calls that a success.
        await file.appendFile(`${JSON.stringify(head)}\n`)
        for await (const chunk of chunks) await file.appendFile(chunk)
      } finally {
        await file.close()
      }
      await rename(partial, path)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  return {
    recorder: (attemptId) => (head, chunks) => recordTo(pathOf(attemptId), head, chunks),
    find: async (attemptId) => {
      const bytes = await readFile(pathOf(attemptId)).catch(unlessMissing(null))
      if (!bytes) return null
      const end = bytes.indexOf(0x0a)
      const head = headOf(bytes.subarray(0, end))
      return head && { head, body: bytes.subarray(end + 1) }
    },
    list: async () => {
      const names = await readdir(folder).catch(unlessMissing<string[]>([]))
      return names.filter((name) => name.endsWith('.answer')).map((name) => name.slice(0, -'.answer'.length))
    },
    remove: async (attemptId) => {
      await rm(pathOf(attemptId), { force: true })
    },
    tidy: () => removeOldFiles(folder, (name) => name.endsWith('.part')),
  }
}
