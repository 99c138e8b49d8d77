import { createReadStream, existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { importTeam } from '#lib/archive/run.ts'
import { emailSchema } from '#lib/auth/schema.ts'
import { installDatabase } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { startJobs } from '#lib/jobs/boss.ts'
import { createQueues } from '#lib/jobs/queues.ts'
import { storage } from '#lib/storage/storage.ts'
import { orSayWhy } from './say-why.ts'

// npm run team:import -- <file> [--owner ada@example.com]: makes a new team of what "Export" in a team's settings gave.
// With the embedded database the server must be stopped for it.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { owner: { type: 'string' } } })
const [path] = positionals
const owner = values.owner === undefined ? null : emailSchema.safeParse(values.owner)
if (path === undefined || positionals.length > 1 || owner?.success === false) {
  console.error('Say which file: npm run team:import -- team.tar [--owner ada@example.com]')
  process.exit(2)
}
if (!existsSync(path)) {
  console.error(`There is no file ${path}.`)
  process.exit(1)
}

await orSayWhy(async () => {
  const database = await openDatabase()
  installDatabase(database)
  const stopJobs = await startJobs()
  try {
    await createQueues()
    const team = await importTeam(storage(), createReadStream(path), owner?.data ?? null)
    console.log(`Imported ${team.name}, at /t/${team.slug}: ${team.rows.Image ?? 0} pictures.`)
    console.log(
      `${team.members} of its people are in it; ${team.named} have no account here, and are only named.`,
    )
    if (team.missing > 0) console.log(`${team.missing} originals were lost before it was exported.`)
  } finally {
    await stopJobs()
    await database.close()
  }
})
process.exit()
