import { once } from 'node:events'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { aProcess, outputOf, said } from '#tests/unit/process.ts'
import { lockFolder } from './folder-lock.ts'

/** A second process that takes the lock, says so, and keeps it until it ends. */
async function aHolder(folder: string, more = '', until = /holds it/) {
  const holder = aProcess(
    `import { lockFolder } from '#lib/db/folder-lock.ts'
     console.log(lockFolder(process.env.FOLDER) ? 'holds it' : 'has it not')
     ${more}
     setInterval(() => undefined, 1_000)`,
    { env: { FOLDER: folder } },
  )
  const words = await said(holder, until)
  return { holder, words }
}

test('one process at a time has a folder', async () => {
  const folder = await aFolder()
  await aHolder(folder)
  expect(lockFolder(folder)).toBeNull()
  expect(lockFolder(folder)).toBeNull()
})

test('a folder that is held here is not to be had by another process, and not twice', async () => {
  const folder = await aFolder()
  const lock = lockFolder(folder)
  const other = aProcess(
    `import { lockFolder } from '#lib/db/folder-lock.ts'
     console.log(lockFolder(process.env.FOLDER) === null)`,
    { env: { FOLDER: folder } },
  )
  expect(lockFolder(folder)).toBeNull()
  expect((await outputOf(other)).stdout).toBe('true\n')
  lock?.release()
})

test('a folder that is released can be taken again', async () => {
  const folder = await aFolder()
  for (let turn = 0; turn < 3; turn++) {
    const lock = lockFolder(folder)
    expect(lock).not.toBeNull()
    lock?.release()
  }
})

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a holder that ends by %s leaves the folder free at once',
  async (signal) => {
    const folder = await aFolder()
    const { holder } = await aHolder(folder)
    holder.kill(signal)
    await once(holder, 'exit')
    const lock = lockFolder(folder)
    expect(lock).not.toBeNull()
    lock?.release()
  },
)

test('a child that outlives its killed parent does not keep the folder', async () => {
  const folder = await aFolder()
  const { holder, words } = await aHolder(
    folder,
    `const { spawn } = await import('node:child_process')
     const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'ignore' })
     console.log('child', child.pid)`,
    /child \d+/,
  )
  const pid = Number(/child (\d+)/.exec(words)?.[1])
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(process.kill(pid, 0)).toBe(true)
  const lock = lockFolder(folder)
  process.kill(pid, 'SIGKILL')
  expect(lock).not.toBeNull()
  lock?.release()
})

test('folders know nothing of each other', async () => {
  const [one, other] = [await aFolder(), await aFolder()]
  await aHolder(one)
  const lock = lockFolder(other)
  expect(lock).not.toBeNull()
  lock?.release()
})

test('a lock file that an earlier server left says nothing', async () => {
  const folder = await aFolder()
  lockFolder(folder)?.release()
  const lock = lockFolder(folder)
  expect(lock).not.toBeNull()
  lock?.release()
})
