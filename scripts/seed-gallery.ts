import { parseArgs } from 'node:util'
import { installDatabase } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { orSayWhy } from './say-why.ts'
import { fixturePassword, seedGallery } from './seed/gallery.ts'

// npm run seed:gallery -- --images 100000 [--members 12] [--team slug --into-that-team]: fills a gallery, to look at it
// or to measure it, in the embedded database of DATA_DIR or on DATABASE_URL. Without --team it is a team of its own.
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    members: { type: 'string', default: '12' },
    team: { type: 'string' },
    'into-that-team': { type: 'boolean', default: false },
  },
})

await orSayWhy(async () => {
  const database = await openDatabase()
  installDatabase(database)
  try {
    const { images, members, team } = values
    const seeded = await seedGallery({
      images: Number(images),
      members: Number(members),
      ...(team === undefined ? {} : { team }),
      isConfirmed: values['into-that-team'],
    })
    console.log(`${seeded.images} images are in the team ${seeded.team}.`)
    if (seeded.email !== null)
      console.log(`Sign in as ${seeded.email} with the password "${fixturePassword}".`)
  } finally {
    await database.close()
  }
})
process.exit(0)
