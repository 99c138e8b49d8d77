import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { finishRestore, listSnapshots, restoreSnapshot, takeSnapshot } from './snapshots.ts'

const hourMs = 60 * 60_000
const noon = new Date('2026-11-22T12:00:00.000Z')
const after = (ms: number) => new Date(noon.getTime() + ms)

/** A data folder with a database of a few files in it. */
async function aDataDir() {
  const dataDir = await aFolder()
  await write(dataDir, 'first')
  await mkdir(join(dataDir, 'db/base/1'), { recursive: true })
  await writeFile(join(dataDir, 'db/base/1/1259'), Buffer.from([0, 255, 10, 13]))
  return dataDir
}

async function write(dataDir: string, content: string) {
  await mkdir(join(dataDir, 'db'), { recursive: true })
  await writeFile(join(dataDir, 'db/content'), content)
}

const contentOf = (folder: string) => readFile(join(folder, 'content'), 'utf8')

test('where there is no database yet, there is nothing to keep', async () => {
  const dataDir = await aFolder()
  expect(await takeSnapshot(dataDir)).toBeNull()
  expect([await listSnapshots(dataDir), await readdir(dataDir)]).toEqual([[], []])
})

test('a snapshot is named by its time, and leaves the database as it is', async () => {
  const dataDir = await aDataDir()
  expect(await takeSnapshot(dataDir, noon)).toBe('2026-11-22T12-00-00.000Z')
  expect(await listSnapshots(dataDir)).toEqual(['2026-11-22T12-00-00.000Z'])
  expect(await contentOf(join(dataDir, 'db'))).toBe('first')
})

test('the last five are kept, and listed with the newest first', async () => {
  const dataDir = await aDataDir()
  const names: (string | null)[] = []
  for (let day = 0; day < 8; day++) names.unshift(await takeSnapshot(dataDir, after(day * 24 * hourMs)))
  expect(await listSnapshots(dataDir)).toEqual(names.slice(0, 5))
  expect(await readdir(join(dataDir, 'snapshots'))).toHaveLength(5)
})

test('a second start within the hour replaces the newest, and no other', async () => {
  const dataDir = await aDataDir()
  const names: (string | null)[] = []
  for (let day = 0; day < 5; day++) names.unshift(await takeSnapshot(dataDir, after(day * 24 * hourMs)))
  for (let minutes = 1; minutes <= 3; minutes++) {
    const newest = await takeSnapshot(dataDir, after(4 * 24 * hourMs + minutes * 60_000))
    expect(await listSnapshots(dataDir)).toEqual([newest, ...names.slice(1)])
  }
})

test('an hour later it is another one', async () => {
  const dataDir = await aDataDir()
  await takeSnapshot(dataDir, noon)
  await takeSnapshot(dataDir, after(hourMs))
  expect(await listSnapshots(dataDir)).toHaveLength(2)
  await takeSnapshot(dataDir, after(2 * hourMs - 1))
  expect(await listSnapshots(dataDir)).toEqual(['2026-11-22T13-59-59.999Z', '2026-11-22T12-00-00.000Z'])
})

test('two of the very same moment are one', async () => {
  const dataDir = await aDataDir()
  await takeSnapshot(dataDir, noon)
  await write(dataDir, 'second')
  const name = await takeSnapshot(dataDir, noon)
  expect(await listSnapshots(dataDir)).toEqual([name])
  await restoreSnapshot(dataDir, name ?? '')
  expect(await contentOf(join(dataDir, 'db'))).toBe('second')
})

test('a clock that was set back costs no older snapshot', async () => {
  const dataDir = await aDataDir()
  await takeSnapshot(dataDir, noon)
  await takeSnapshot(dataDir, new Date(0))
  expect(await listSnapshots(dataDir)).toEqual(['2026-11-22T12-00-00.000Z', '1970-01-01T00-00-00.000Z'])
})

test('restoring puts the snapshot in place, byte for byte, and moves what was there aside', async () => {
  const dataDir = await aDataDir()
  const name = await takeSnapshot(dataDir, noon)
  await write(dataDir, 'second')
  await writeFile(join(dataDir, 'db/later'), 'x')
  const { movedTo } = await restoreSnapshot(dataDir, name ?? '')
  expect(await contentOf(join(dataDir, 'db'))).toBe('first')
  expect(await readFile(join(dataDir, 'db/base/1/1259'))).toEqual(Buffer.from([0, 255, 10, 13]))
  expect((await readdir(join(dataDir, 'db'))).toSorted()).toEqual(['base', 'content'])
  expect([await contentOf(movedTo), movedTo.startsWith(join(dataDir, 'db.before-'))]).toEqual([
    'second',
    true,
  ])
  expect((await readdir(dataDir)).filter((entry) => !entry.startsWith('db.before-')).toSorted()).toEqual([
    'db',
    'snapshots',
  ])
})

test('a snapshot can be restored where the database is gone', async () => {
  const dataDir = await aDataDir()
  const name = await takeSnapshot(dataDir, noon)
  await rm(join(dataDir, 'db'), { recursive: true })
  await restoreSnapshot(dataDir, name ?? '')
  expect(await contentOf(join(dataDir, 'db'))).toBe('first')
})

test('a restore that was interrupted can be made again', async () => {
  const dataDir = await aDataDir()
  const name = await takeSnapshot(dataDir, noon)
  await mkdir(join(dataDir, 'unpacked/db'), { recursive: true })
  await writeFile(join(dataDir, 'unpacked/db/half'), 'x')
  await restoreSnapshot(dataDir, name ?? '')
  expect((await readdir(join(dataDir, 'db'))).toSorted()).toEqual(['base', 'content'])
})

test.each([
  '2026-11-22T12-00-01.000Z',
  '',
  '..',
  '../../etc',
  'partial',
  '2026-11-22T12-00-00.000Z.tar',
  '/etc/passwd',
])('there is no snapshot %j, and nothing is touched', async (name) => {
  const dataDir = await aDataDir()
  await takeSnapshot(dataDir, noon)
  await writeFile(join(dataDir, 'snapshots/partial'), 'half')
  await expect(restoreSnapshot(dataDir, name)).rejects.toMatchObject({ name: 'AppError', code: 'not_found' })
  expect([await contentOf(join(dataDir, 'db')), await readdir(dataDir)]).toEqual([
    'first',
    ['db', 'snapshots'],
  ])
})

test('a snapshot that was interrupted harms nothing: it is not listed, and the next one is whole', async () => {
  const dataDir = await aDataDir()
  const older = await takeSnapshot(dataDir, noon)
  await writeFile(join(dataDir, 'snapshots/partial'), Buffer.alloc(3_000_000, 'half of a snapshot'))
  expect(await listSnapshots(dataDir)).toEqual([older])
  const name = await takeSnapshot(dataDir, after(2 * hourMs))
  expect(await listSnapshots(dataDir)).toEqual([name, older])
  expect(await readdir(join(dataDir, 'snapshots'))).toHaveLength(2)
  await restoreSnapshot(dataDir, name ?? '')
  expect(await contentOf(join(dataDir, 'db'))).toBe('first')
})

test('what somebody else put beside the snapshots is neither listed nor removed', async () => {
  const dataDir = await aDataDir()
  await mkdir(join(dataDir, 'snapshots'))
  for (const name of ['notes.txt', 'my-copy.tar', 'before-upgrade'])
    await writeFile(join(dataDir, 'snapshots', name), 'x')
  for (let day = 0; day < 7; day++) await takeSnapshot(dataDir, after(day * 24 * hourMs))
  expect(await listSnapshots(dataDir)).toHaveLength(5)
  expect(await readdir(join(dataDir, 'snapshots'))).toEqual(
    expect.arrayContaining(['notes.txt', 'my-copy.tar', 'before-upgrade']),
  )
})

test('a restoration that was cut off before its last step is finished by the next start', async () => {
  const dataDir = await aDataDir()
  const name = await takeSnapshot(dataDir, noon)
  await write(dataDir, 'second')
  await restoreSnapshot(dataDir, name ?? '')
  // As it is between the last two steps: what was there is aside, what was restored is not yet in its place.
  await rename(join(dataDir, 'db'), join(dataDir, 'db.restored'))
  await finishRestore(dataDir)
  expect(await contentOf(join(dataDir, 'db'))).toBe('first')
  await write(dataDir, 'third')
  await finishRestore(dataDir)
  expect(await contentOf(join(dataDir, 'db'))).toBe('third')
})
