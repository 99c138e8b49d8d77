import { appUrl } from '#lib/app-url.ts'
import { createReset } from '#lib/auth/reset.ts'
import { emailSchema } from '#lib/auth/schema.ts'
import { db, installDatabase } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { orSayWhy } from './say-why.ts'

// npm run account:reset -- ada@example.com: a link by which somebody who forgot their password chooses another one, for
// a day and once. With the embedded database the server must be stopped for it.
const email = emailSchema.safeParse(process.argv[2])
if (!email.success) {
  console.error('Say whose: npm run account:reset -- ada@example.com')
  process.exit(2)
}

await orSayWhy(async () => {
  const database = await openDatabase()
  installDatabase(database)
  try {
    const user = await db.user.findFirst({
      where: { email: email.data, anonymisedAt: null },
      select: { id: true, name: true },
    })
    if (!user) {
      console.error(`Nobody has an account with the address ${email.data}.`)
      process.exitCode = 1
      return
    }
    const path = await createReset(user.id, 'link', null)
    console.log(`${user.name} chooses a new password at ${new URL(path, appUrl()).href}`)
    console.log('It works once, for a day.')
  } finally {
    await database.close()
  }
})
process.exit()
