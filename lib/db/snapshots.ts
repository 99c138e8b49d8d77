import { constants } from 'node:fs'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'

const kept = 5
/** A server that is started again and again must not push the older snapshots out with copies of the same hour. */
const sameHourMs = 60 * 60_000

const snapshotsFolder = (dataDir: string) => join(dataDir, 'snapshots')
const toName = (time: Date) => time.toISOString().replaceAll(':', '-')
const toTime = (name: string) => Date.parse(name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'))

async function exists(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  )
}

/** Names of the snapshots, the newest first: the time they were taken at. */
export async function listSnapshots(dataDir: string): Promise<string[]> {
  const names = await readdir(snapshotsFolder(dataDir)).catch(() => [])
  return names
    .filter((name) => !Number.isNaN(toTime(name)))
    .sort()
    .reverse()
}

/**
 * Copies the database's folder and keeps the last five copies; returns the new one's name, '' when there is nothing yet.
 * The caller sees to it that nothing writes meanwhile: the database is closed, or held exclusively.
 */
export async function takeSnapshot(dataDir: string, now = new Date()): Promise<string> {
  const source = join(dataDir, 'db')
  if (!(await exists(source))) return ''
  const folder = snapshotsFolder(dataDir)
  await mkdir(folder, { recursive: true })
  const partial = join(folder, 'partial')
  await rm(partial, { recursive: true, force: true })
  await cp(source, partial, { recursive: true, mode: constants.COPYFILE_FICLONE })
  const [newest] = await listSnapshots(dataDir)
  if (newest !== undefined && now.getTime() - toTime(newest) < sameHourMs) {
    await rm(join(folder, newest), { recursive: true })
  }
  await rename(partial, join(folder, toName(now)))
  const old = (await listSnapshots(dataDir)).slice(kept)
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true })))
  return toName(now)
}

/**
 * Puts a snapshot in the database's place. What was there is moved aside and stays, as `db.before-<time>`.
 * Throws AppError `not_found` when there is no such snapshot.
 */
export async function restoreSnapshot(dataDir: string, name: string): Promise<{ movedTo: string }> {
  if (!(await listSnapshots(dataDir)).includes(name)) {
    throw new AppError('not_found', `There is no snapshot ${name} in ${snapshotsFolder(dataDir)}.`)
  }
  const current = join(dataDir, 'db')
  const restored = join(dataDir, 'db.restored')
  const movedTo = join(dataDir, `db.before-${toName(new Date())}`)
  await rm(restored, { recursive: true, force: true })
  await cp(join(snapshotsFolder(dataDir), name), restored, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
  })
  if (await exists(current)) await rename(current, movedTo)
  await rename(restored, current)
  return { movedTo }
}
