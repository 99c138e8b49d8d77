import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { aProcess, outputOf, said } from '#tests/unit/process.ts'
import type { AnswerHead } from '#lib/upstream/port.ts'
import type { Spool } from './spool.ts'
import { openSpool } from './spool.ts'

const head = { status: 200, headers: { 'content-type': 'application/json', 'x-odd': 'a "b"\\c é' } }

/** Records a whole answer of these chunks. */
function record(spool: Spool, id: string, given: AnswerHead, ...chunks: Uint8Array[]): void {
  const recording = spool.recorder(id)(given)
  for (const chunk of chunks) recording.write(chunk)
  recording.end()
}

async function aSpool() {
  const folder = join(await aFolder(), 'spool')
  return { folder, spool: openSpool(folder) }
}

test('an answer comes back as it came over the wire: status, headers, and every byte, line breaks too', async () => {
  const { spool } = await aSpool()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), async (chunks) => {
      record(spool, 'one', head, ...chunks)
      expect(await spool.find('one')).toEqual({ head, body: Buffer.concat(chunks) })
    }),
    { numRuns: 40 },
  )
})

test.each([
  ['line breaks only', Buffer.from('\n\n\n')],
  ['something like another head', Buffer.from('\n{"status":500,"headers":{}}\nx')],
  ['no text at all', Buffer.from([0xff, 0x00, 0x0a, 0xfe, 0x0d, 0x0a])],
  ['nothing', Buffer.alloc(0)],
  ['3 MB', Buffer.alloc(3_000_000, '0123456789\n')],
])('a body of %s is whole', async (_name, body) => {
  const { spool } = await aSpool()
  record(spool, 'one', head, body)
  expect((await spool.find('one'))?.body.equals(body)).toBe(true)
})

test('headers and a status of any kind survive', async () => {
  const { spool } = await aSpool()
  const headers = fc.dictionary(fc.stringMatching(/^[a-z-]{1,20}$/), fc.string())
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 100, max: 599 }), headers, async (status, given) => {
      const other = { status, headers: { ...given } }
      record(spool, 'one', other, Buffer.from('x'))
      expect(await spool.find('one')).toEqual({ head: other, body: Buffer.from('x') })
    }),
    { numRuns: 40 },
  )
})

test('an answer that breaks off leaves nothing to find, and nothing on the disk', async () => {
  const { folder, spool } = await aSpool()
  const recording = spool.recorder('one')(head)
  recording.write(Buffer.from('{"data":['))
  recording.abandon()
  expect(await spool.find('one')).toBeNull()
  expect(await spool.list()).toEqual([])
  expect(await readdir(folder)).toEqual([])
})

test('what comes after an answer was given up goes nowhere, least of all into another', async () => {
  const { spool } = await aSpool()
  const given = spool.recorder('one')(head)
  given.abandon()
  const other = spool.recorder('two')(head)
  expect(() => given.write(Buffer.from('late'))).toThrow('closed')
  given.abandon()
  other.write(Buffer.from('whole'))
  other.end()
  expect((await spool.find('two'))?.body.toString()).toBe('whole')
})

test('while an answer arrives it is not there yet; whole, it is', async () => {
  const { spool } = await aSpool()
  const recording = spool.recorder('one')(head)
  recording.write(Buffer.from('first '))
  expect([await spool.find('one'), await spool.list()]).toEqual([null, []])
  recording.write(Buffer.from('second'))
  recording.end()
  expect((await spool.find('one'))?.body.toString()).toBe('first second')
})

test('a process that is killed while it records leaves nothing to find', async () => {
  const { folder, spool } = await aSpool()
  const child = aProcess(
    `import { openSpool } from '#lib/storage/spool.ts'
     const recording = openSpool(process.env.FOLDER).recorder('one')({ status: 200, headers: {} })
     recording.write(Buffer.from('half of it'))
     console.log('half is written')
     setInterval(() => undefined, 1_000)`,
    { env: { FOLDER: folder } },
  )
  await said(child, /half is written/)
  child.kill('SIGKILL')
  expect([await spool.find('one'), await spool.list()]).toEqual([null, []])
})

test('on a disk that is full an answer is refused, never kept short', async () => {
  const { folder, spool } = await aSpool()
  const child = aProcess(
    `import { openSpool } from '#lib/storage/spool.ts'
     const { recorder } = openSpool(process.env.FOLDER)
     function record(name, bytes) {
       const recording = recorder(name)({ status: 200, headers: {} })
       try {
         recording.write(Buffer.alloc(bytes, 'x'))
         recording.end()
         console.log(name, 'is kept')
       } catch (error) {
         console.log(name, error.code)
         recording.abandon()
       }
     }
     record('small', 10_000)
     record('large', 100_000)`,
    { env: { FOLDER: folder }, fileBlocks: 64 },
  )
  expect((await outputOf(child)).stdout).toBe('small is kept\nlarge EFBIG\n')
  expect(await spool.list()).toEqual(['small'])
  expect(await readdir(folder)).toEqual(['small.answer'])
})

test('what is recorded is listed until it is removed; others stay', async () => {
  const { spool } = await aSpool()
  expect(await spool.list()).toEqual([])
  for (const id of ['one', 'two']) record(spool, id, head, Buffer.from(id))
  expect((await spool.list()).toSorted()).toEqual(['one', 'two'])
  await spool.remove('one')
  await spool.remove('never was')
  expect([await spool.find('one'), await spool.list()]).toEqual([null, ['two']])
  expect((await spool.find('two'))?.body.toString()).toBe('two')
})

test('what somebody else put there is not listed', async () => {
  const { folder, spool } = await aSpool()
  await mkdir(folder)
  await writeFile(join(folder, 'notes.txt'), 'x')
  await writeFile(join(folder, 'one.answer.part'), 'x')
  expect(await spool.list()).toEqual([])
})

test('an answer recorded by one process is found by the next', async () => {
  const { folder, spool } = await aSpool()
  record(spool, 'one', head, Buffer.from('paid'))
  expect((await openSpool(folder).find('one'))?.body.toString()).toBe('paid')
})

test('a record that cannot be read now is not a record that is not there', async () => {
  const { folder, spool } = await aSpool()
  await mkdir(join(folder, 'one.answer'), { recursive: true })
  await expect(spool.find('one')).rejects.toMatchObject({ code: 'EISDIR' })
})

test('a folder that cannot be read now is not an empty one', async () => {
  const folder = await aFolder()
  await writeFile(join(folder, 'file'), 'x')
  await expect(openSpool(join(folder, 'file')).list()).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test.each(['', '\0\0\0\0', '{"status":20', '{"status":200}\nbody', 'no head\nbody'])(
  'a record that a power cut left as %j is no whole answer, and can be removed',
  async (left) => {
    const { folder, spool } = await aSpool()
    await mkdir(folder)
    await writeFile(join(folder, 'one.answer'), left)
    expect([await spool.find('one'), await spool.list()]).toEqual([null, ['one']])
    await spool.remove('one')
    expect(await spool.list()).toEqual([])
  },
)
