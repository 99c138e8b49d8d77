import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { v7 as uuid } from 'uuid'
import { AppError } from '#lib/errors.ts'
import type { ByteRange, Storage } from './port.ts'

const isMissing = (error: unknown) => error instanceof Error && Reflect.get(error, 'code') === 'ENOENT'

const gone = (key: string, cause: unknown) =>
  new AppError('not_found', `There are no bytes at ${key}.`, { cause })

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
    const partial = `${path}.${uuid()}.part`
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

  return { put, size, read, readAll, remove: (key) => rm(pathOf(key), { force: true }) }
}
