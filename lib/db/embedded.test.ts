import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { aProcess, said } from '#tests/unit/process.ts'
import { openEmbedded } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'
import { listSnapshots, restoreSnapshot } from './snapshots.ts'

test('a folder that another server has is refused in a sentence that says what to do', async () => {
  const dataDir = await aFolder()
  const lock = lockFolder(dataDir)
  await expect(openEmbedded(dataDir)).rejects.toMatchObject({
    name: 'AppError',
    code: 'conflict',
    message: `Another Atelier is using ${dataDir}. Stop it, or start this one with another DATA_DIR (or a DATABASE_URL).`,
  })
  expect(await readdir(dataDir)).toEqual(['lock'])
  lock?.release()
})

test('a start that fails gives the folder back', async () => {
  const dataDir = await aFolder()
  await mkdir(join(dataDir, 'db'))
  await writeFile(join(dataDir, 'snapshots'), 'no folder')
  await expect(openEmbedded(dataDir)).rejects.toThrow()
  const lock = lockFolder(dataDir)
  expect(lock).not.toBeNull()
  lock?.release()
})

test('what was written is there after a SIGKILL, and a snapshot brings back what was before', async () => {
  const dataDir = await aFolder()
  const server = aProcess(
    `import { openEmbedded } from '#lib/db/embedded.ts'
     const { prisma } = await openEmbedded(process.env.FOLDER)
     await prisma.throttle.create({ data: { key: 'written', points: 1 } })
     console.log('it is written')
     setInterval(() => undefined, 1_000)`,
    { env: { FOLDER: dataDir, LOG_LEVEL: 'silent' } },
  )
  await said(server, /it is written/)
  await expect(openEmbedded(dataDir)).rejects.toMatchObject({ code: 'conflict' })
  server.kill('SIGKILL')
  await once(server, 'exit')

  const next = await openEmbedded(dataDir)
  expect(await next.prisma.throttle.findMany()).toMatchObject([{ key: 'written', points: 1 }])
  await next.prisma.throttle.create({ data: { key: 'later', points: 2 } })
  await next.close()

  const [snapshot = ''] = await listSnapshots(dataDir)
  await restoreSnapshot(dataDir, snapshot)
  const restored = await openEmbedded(dataDir)
  expect(await restored.prisma.throttle.findMany()).toMatchObject([{ key: 'written' }])
  await restored.close()
})
