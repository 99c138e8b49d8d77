import { readFileSync } from 'node:fs'
import { empty, firstLoad, kiloBytes } from './first-load.ts'
import { expect, test } from './fixtures.ts'

test.use({ isOwn: true })

/** What our pages may load above that, in the same kB. */
const budgets = [
  { name: 'the sign-in', path: '/sign-in', kB: 20, isSignedIn: false },
  { name: 'the gallery', path: '/t/northwind-studio/gallery', kB: 80, isSignedIn: true },
  { name: 'the catalogue of models', path: '/t/northwind-studio/models', kB: 52, isSignedIn: true },
  {
    name: 'the page of a model',
    path: '/t/northwind-studio/models/imagen-3.0-generate-002',
    kB: 58,
    isSignedIn: true,
  },
  { name: 'the playground', path: '/t/northwind-studio/playground', kB: 105, isSignedIn: true },
]

for (const { name, path, kB, isSignedIn } of budgets) {
  test(`${name} loads at most ${kB} kB of scripts above an empty page`, async ({ page, studio }) => {
    if (!isSignedIn) await page.context().clearCookies()
    const scripts = await firstLoad(page, `${studio.url}${path}`)
    expect(new URL(page.url()).pathname).toBe(path)
    expect(kiloBytes(scripts) - empty.kB).toBeLessThanOrEqual(kB)
  })
}

test('the empty page was measured for the Next.js that is installed', () => {
  const { version }: { version?: unknown } = JSON.parse(
    readFileSync('node_modules/next/package.json', 'utf8'),
  )
  expect(version, 'Measure it again, by npm run bench:web.').toBe(empty.next)
})
