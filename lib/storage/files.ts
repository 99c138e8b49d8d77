import {
  closeSync,
  createReadStream,
  fsync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import { readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { v7 as uuid } from 'uuid'
import { AppError } from '#lib/errors.ts'
import type { ByteRange, Storage } from './port.ts'

/** Whether a failure only says that there is no such file or folder. */
export const isMissing = (error: unknown) => error instanceof Error && Reflect.get(error, 'code') === 'ENOENT'

const gone = (key: string, cause: unknown) =>
  new AppError('not_found', `There are no bytes at ${key}.`, { cause })

/** Where files are written before they are whole. */
const partials = '.partial'
const partialsKeptMs = 24 * 60 * 60_000

// What a disk's cache takes at once is done here and now: to hand it to another thread takes three times as long (0.25 ms
// against 0.07 ms for a small file). What may wait for the disk itself, or is large, is handed over.

/** Up to so many bytes. */
const quickBytes = 256 * 1024

const sync = promisify(fsync)
const write = promisify(writeFile)

/** What `step` gives; where its folder is missing, once that is made. */
export function inFolder<T>(folder: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!isMissing(error)) throw error
    mkdirSync(folder, { recursive: true })
    return step()
  }
}

/** All bytes of a file. */
export const readWhole = async (path: string): Promise<Buffer> =>
  statSync(path).size <= quickBytes ? readFileSync(path) : readFile(path)

/** Removes a file, if it is there. */
export async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}

/** Writes a new file that is safe against a power cut, but for its name. */
async function writeSafely(path: string, bytes: Uint8Array): Promise<void> {
  const file = inFolder(dirname(path), () => openSync(path, 'w'))
  try {
    if (bytes.length <= quickBytes) writeFileSync(file, bytes)
    else await write(file, bytes)
    await sync(file)
  } finally {
    closeSync(file)
  }
}

/** A new name is safe against a power cut only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = openSync(folder, 'r')
  try {
    await sync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes the files of a folder that were begun long ago, by a process that died in the middle. */
export async function removeOldFiles(folder: string, isPartial: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (isPartial(name) && mtimeMs < Date.now() - partialsKeptMs) await rm(path, { force: true })
  }
}

/** Storage in a folder of this machine, or one that is mounted there. */
export function fileStorage(folder: string): Storage {
  const root = resolve(folder)

  function pathOf(key: string): string {
    const path = join(root, key)
    if (!path.startsWith(root + sep)) throw new Error(`The key ${key} leads out of the storage.`)
    return path
  }

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key)
    const partial = join(root, partials, uuid())
    try {
      await writeSafely(partial, bytes)
      inFolder(dirname(path), () => renameSync(partial, path))
      await syncFolder(dirname(path))
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  async function size(key: string): Promise<number | null> {
    try {
      return (await stat(pathOf(key))).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async function read(key: string, range?: ByteRange) {
    if ((await size(key)) === null) throw gone(key, undefined)
    return createReadStream(pathOf(key), range)
  }

  async function readAll(key: string): Promise<Buffer> {
    try {
      return await readWhole(pathOf(key))
    } catch (error) {
      throw isMissing(error) ? gone(key, error) : error
    }
  }

  return {
    put,
    size,
    read,
    readAll,
    remove: (key) => removeFile(pathOf(key)),
    tidy: () => removeOldFiles(join(root, partials), () => true),
  }
}
