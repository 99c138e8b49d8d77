import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import type { Pack } from 'tar-stream'
import { z } from 'zod'
import { isAppError } from '#lib/errors.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey } from '#lib/storage/port.ts'
import type { ArchiveEnd, ArchiveHead } from '../schema.ts'
import { filePath, tablePath } from '../schema.ts'
import { teamTables } from '../schema/tables.ts'
import type { Export } from './rows.ts'
import { pagesOf } from './rows.ts'

const put = (tar: Pack, name: string, text: string) =>
  new Promise<void>((resolve, reject) => {
    const entry = tar.entry({ name }, text, (error) => (error ? reject(error) : resolve()))
    // Who reads went away: it is said by the callback, too.
    entry.on('error', reject)
  })

const chunkSchema = z.instanceof(Uint8Array)
const fileLine = z.object({ sha256: z.string() })

/** False where the storage has lost it. */
async function putFile(tar: Pack, storage: Storage, teamId: string, sha256: string): Promise<boolean> {
  const key = originalKey(teamId, sha256)
  const size = await storage.size(key)
  if (size === null) return false
  const bytes = await storage.read(key).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  if (bytes === null) return false
  await pipeline(bytes, tar.entry({ name: filePath(sha256), size }))
  return true
}

/** The originals of some rows, right after them: what is purged meanwhile is known to be missing. */
async function putFiles(
  tar: Pack,
  storage: Storage,
  teamId: string,
  lines: readonly string[],
  end: ArchiveEnd,
): Promise<void> {
  for (const line of lines) {
    const { sha256 } = fileLine.parse(JSON.parse(line))
    if (await putFile(tar, storage, teamId, sha256)) end.files++
    else end.missing.push(sha256)
  }
}

async function putTables(tar: Pack, storage: Storage, of: Export, end: ArchiveEnd): Promise<void> {
  for (const table of teamTables) {
    let part = 0
    for await (const lines of pagesOf(table, of)) {
      part++
      end.rows[table.name] = (end.rows[table.name] ?? 0) + lines.length
      await put(tar, tablePath(table.name, part), `${lines.join('\n')}\n`)
      if (table.name === 'File') await putFiles(tar, storage, of.teamId, lines, end)
    }
  }
}

async function putAll(tar: Pack, storage: Storage, head: ArchiveHead, of: Export): Promise<void> {
  const end: ArchiveEnd = { rows: {}, files: 0, missing: [] }
  await put(tar, 'archive.json', `${JSON.stringify(head, null, 2)}\n`)
  await putTables(tar, storage, of, end)
  await put(tar, 'end.json', `${JSON.stringify(end, null, 2)}\n`)
  tar.finalize()
}

async function* chunksOf(
  storage: Storage,
  head: ArchiveHead,
  of: Export,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const tar = pack()
  // What fails there ends what is read here.
  void putAll(tar, storage, head, of).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error('The archive could not be written.'))
  })
  for await (const chunk of tar) yield Uint8Array.from(chunkSchema.parse(chunk))
}

/**
 * A team as one tar that is written while it is read: what it is, its rows in parts, its originals, each once, and how
 * many there were. Only as much is read as is asked for; whoever goes away ends it.
 */
export function archiveOf(storage: Storage, head: ArchiveHead, of: Export): ReadableStream<Uint8Array> {
  const chunks = chunksOf(storage, head, of)
  return new ReadableStream(
    {
      pull: async (controller) => {
        const next = await chunks.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: async () => {
        await chunks.return(undefined).catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
