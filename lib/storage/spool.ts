import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { AnswerHead, Recorder, Recording } from '#lib/upstream/port.ts'
import { inFolder, isMissing, readWhole, removeFile, removeOldFiles } from './files.ts'

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

  function recordTo(path: string, head: AnswerHead): Recording {
    const partial = `${path}.part`
    const file = inFolder(folder, () => openSync(partial, 'w'))
    let isOpen = true
    const write = (bytes: Uint8Array | string) => {
      // Its number may be another file's by now.
      if (!isOpen) throw new Error('This record is closed.')
      // Not `write`: on a full disk it writes what fits, and calls that a success.
      writeFileSync(file, bytes)
    }
    const close = () => {
      if (!isOpen) return
      isOpen = false
      closeSync(file)
    }
    const abandon = () => {
      try {
        close()
        rmSync(partial, { force: true })
      } catch {
        // What is left lies there under no name that is looked for, and is tidied away.
      }
    }
    try {
      write(`${JSON.stringify(head)}\n`)
    } catch (error) {
      abandon()
      throw error
    }
    return {
      write,
      end: () => {
        close()
        renameSync(partial, path)
      },
      abandon,
    }
  }

  return {
    recorder: (attemptId) => (head) => recordTo(pathOf(attemptId), head),
    find: async (attemptId) => {
      const bytes = await readWhole(pathOf(attemptId)).catch(unlessMissing(null))
      if (!bytes) return null
      const end = bytes.indexOf(0x0a)
      const head = headOf(bytes.subarray(0, end))
      return head && { head, body: bytes.subarray(end + 1) }
    },
    list: async () => {
      const names = await readdir(folder).catch(unlessMissing<string[]>([]))
      return names.filter((name) => name.endsWith('.answer')).map((name) => name.slice(0, -'.answer'.length))
    },
    remove: (attemptId) => removeFile(pathOf(attemptId)),
    tidy: () => removeOldFiles(folder, (name) => name.endsWith('.part')),
  }
}
