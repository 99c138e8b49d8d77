import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { diffMigration } from '#lib/db/migrations.ts'
import { pgliteAdapter } from '#lib/db/pglite-adapter.ts'

// npm run db:migration -- <name>: writes what leads from the migrations to prisma/schema.prisma.
const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name in small letters: npm run db:migration -- add_albums')
  process.exit(2)
}

const pglite = new PGlite('memory://')
const script = await diffMigration(pgliteAdapter(pglite), await readFile('prisma/schema.prisma', 'utf8'))
await pglite.close()

if (script === '') {
  console.log('The migrations already build what prisma/schema.prisma says.')
} else {
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = join('prisma/migrations', `${stamp}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), script)
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`)
}
process.exit(0)
