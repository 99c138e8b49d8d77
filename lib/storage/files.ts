import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
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

/** A new name is safe against a power cut only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
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
    await mkdir(dirname(partial), { recursive: true })
    await mkdir(dirname(path), { recursive: true })
    try {
      const file = await open(partial, 'w')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(partial, path)
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
      return await readFile(pathOf(key))
    } catch (error) {
      throw isMissing(error) ? gone(key, error) : error
    }
  }

  return {
    put,
    size,
    read,
    readAll,
    remove: (key) => rm(pathOf(key), { force: true }),
    tidy: () => removeOldFiles(join(root, partials), () => true),
  }
}
