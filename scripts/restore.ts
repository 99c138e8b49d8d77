import { lockFolder } from '#lib/db/folder-lock.ts'
import { listSnapshots, restoreSnapshot } from '#lib/db/snapshots.ts'
import { env } from '#lib/env.ts'
import { orSayWhy } from './say-why.ts'

// npm run db:restore: lists the snapshots of the embedded database. npm run db:restore -- <name>: restores one.
await orSayWhy(async () => {
  const { DATA_DIR: dataDir } = env
  const name = process.argv[2]
  if (name === undefined) {
    const names = await listSnapshots(dataDir)
    console.log(names.length > 0 ? names.join('\n') : `There are no snapshots in ${dataDir}.`)
    return
  }
  const lock = lockFolder(dataDir)
  if (!lock) {
    console.error(`Atelier is using ${dataDir}. Stop it first.`)
    process.exit(1)
  }
  const { movedTo } = await restoreSnapshot(dataDir, name)
  lock.release()
  console.log(`Restored ${name}. What was there before is in ${movedTo}.`)
})
