import { mkdir, readFile, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { aProcess, outputOf } from '#tests/unit/process.ts'
import { fileStorage } from './files.ts'
import { originalKey, previewKey } from './port.ts'

const bytes = Buffer.from('0123456789')
const key = 'team/ab/abcdef'

async function aStorage() {
  const folder = await aFolder()
  const root = join(folder, 'files')
  return { folder, root, storage: fileStorage(root) }
}

/** Every file and folder below one, by its path. */
/** All there is but the place for what is half written, which stays when it is empty. */
const everything = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name !== '.partial').toSorted()

test('what is put is there, byte for byte, under its key', async () => {
  const { root, storage } = await aStorage()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (given) => {
      await storage.put(key, given)
      expect(await storage.readAll(key)).toEqual(Buffer.from(given))
      expect(await storage.size(key)).toBe(given.length)
      expect(await buffer(await storage.read(key))).toEqual(Buffer.from(given))
    }),
    { numRuns: 25 },
  )
  expect(await readFile(join(root, key))).toEqual(await storage.readAll(key))
})

test('nothing lies beside what was put', async () => {
  const { root, storage } = await aStorage()
  await storage.put(key, bytes)
  expect(await everything(root)).toEqual(['team', 'team/ab', key])
})

test('the same key put many times at once is whole at every moment', async () => {
  const { root, storage } = await aStorage()
  const large = Buffer.alloc(300_000, 'x')
  await storage.put(key, large)
  const puts = Array.from({ length: 30 }, () => storage.put(key, large))
  const reads = Array.from({ length: 30 }, async () => (await storage.readAll(key)).equals(large))
  expect(new Set(await Promise.all(reads))).toEqual(new Set([true]))
  await Promise.all(puts)
  expect(await everything(root)).toEqual(['team', 'team/ab', key])
})

test('a put that cannot end leaves no part behind, and what was there is untouched', async () => {
  const { root, storage } = await aStorage()
  await mkdir(join(root, key, 'full'), { recursive: true })
  await expect(storage.put(key, bytes)).rejects.toThrow()
  expect(await everything(root)).toEqual(['team', 'team/ab', key, `${key}/full`])
})

test('a put on a disk that is full fails and leaves no part behind', async () => {
  const { root } = await aStorage()
  const child = aProcess(
    `import { fileStorage } from '#lib/storage/files.ts'
     const storage = fileStorage(process.env.ROOT)
     await storage.put('small', Buffer.alloc(1_000)).then(() => console.log('small fits'))
     await storage.put('large', Buffer.alloc(200_000)).catch((error) => console.log('large fails', error.code))`,
    { env: { ROOT: root }, fileBlocks: 64 },
  )
  expect((await outputOf(child)).stdout).toBe('small fits\nlarge fails EFBIG\n')
  expect(await everything(root)).toEqual(['small'])
})

test('a put fails where the storage cannot be written, with nothing half done', async () => {
  const { folder } = await aStorage()
  await writeFile(join(folder, 'file'), 'not a folder')
  await expect(fileStorage(join(folder, 'file')).put(key, bytes)).rejects.toThrow()
  expect(await everything(folder)).toEqual(['file'])
})

test('a range is exactly those bytes, both ends included', async () => {
  const { storage } = await aStorage()
  await storage.put(key, bytes)
  const readRange = async (start: number, end: number) =>
    String(await buffer(await storage.read(key, { start, end })))
  expect(await readRange(2, 4)).toBe('234')
  expect(await readRange(0, 0)).toBe('0')
  expect(await readRange(9, 9)).toBe('9')
  expect(await readRange(0, 9)).toBe('0123456789')
})

test('what is not there is missing: no size, no bytes, and removing it is harmless', async () => {
  const { storage } = await aStorage()
  expect(await storage.size(key)).toBeNull()
  await expect(storage.read(key)).rejects.toMatchObject({ name: 'AppError', code: 'not_found' })
  await expect(storage.readAll(key)).rejects.toMatchObject({ name: 'AppError', code: 'not_found' })
  await expect(storage.remove(key)).resolves.toBeUndefined()
})

test('what is removed is gone, and its neighbours stay', async () => {
  const { storage } = await aStorage()
  await storage.put(key, bytes)
  await storage.put(`${key}.256.webp`, bytes)
  await storage.remove(key)
  expect([await storage.size(key), await storage.size(`${key}.256.webp`)]).toEqual([null, 10])
})

test('a failure that is not absence is no "not found"', async () => {
  const { root, storage } = await aStorage()
  await mkdir(join(root, key), { recursive: true })
  await expect(storage.readAll(key)).rejects.toMatchObject({ code: 'EISDIR' })
})

const leadingOut = [
  '..',
  '../secret',
  'team/../../secret',
  './../secret',
  '',
  '.',
  'team/..',
  '../files-of-others/x',
]

test.each(leadingOut)('the key %j leads nowhere', async (bad) => {
  const { folder, storage } = await aStorage()
  await writeFile(join(folder, 'secret'), 'secret')
  const uses = [
    () => storage.put(bad, bytes),
    () => storage.size(bad),
    () => storage.read(bad),
    () => storage.readAll(bad),
    () => storage.remove(bad),
  ]
  for (const use of uses) await expect((async () => use())()).rejects.toThrow('leads out of the storage')
  expect(await everything(folder)).toEqual(['secret'])
})

test('no key whatever reads or writes outside of the folder', async () => {
  const { folder, root, storage } = await aStorage()
  await mkdir(root)
  await writeFile(join(folder, 'secret'), 'secret')
  const piece = fc.constantFrom(
    '..',
    '.',
    '',
    'a',
    'secret',
    '~',
    '%2e%2e',
    '..%2f',
    '\\..\\',
    '\u0000',
    folder,
  )
  const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('/'))
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      await (async () => storage.put(name, Buffer.from('x')))().catch(() => undefined)
      const found = await (async () => storage.readAll(name))().catch(() => null)
      expect(found?.toString() ?? 'x').toBe('x')
      await (async () => storage.remove(name))().catch(() => undefined)
      expect(await readdir(folder)).toEqual(['files', 'secret'])
      expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret')
    }),
  )
})

test('the folder of the storage may be a link to where the disk is mounted', async () => {
  const folder = await aFolder()
  await mkdir(join(folder, 'disk'))
  await symlink(join(folder, 'disk'), join(folder, 'files'))
  const storage = fileStorage(join(folder, 'files'))
  await storage.put(key, bytes)
  expect(await readFile(join(folder, 'disk', key))).toEqual(bytes)
})

test('equal bytes of two teams are two objects, and previews lie beside their original', () => {
  const sha256 = 'c0ffee'.padEnd(64, '0')
  expect(originalKey('one', sha256)).not.toBe(originalKey('two', sha256))
  expect(originalKey('one', sha256)).toBe(`one/c0/${sha256}`)
  expect(previewKey('one', sha256, 256)).toBe(`one/c0/${sha256}.256.webp`)
})

test('what a process that died left half written goes after a day, and what is being written stays', async () => {
  const { root, storage } = await aStorage()
  await storage.put(key, bytes)
  const partials = join(root, '.partial')
  await writeFile(join(partials, 'old'), 'half')
  await writeFile(join(partials, 'new'), 'half')
  const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60_000)
  await utimes(join(partials, 'old'), twoDaysAgo, twoDaysAgo)
  await utimes(join(root, key), twoDaysAgo, twoDaysAgo)
  await storage.tidy()
  expect(await readdir(partials)).toEqual(['new'])
  expect(await storage.size(key)).toBe(bytes.length)
})
