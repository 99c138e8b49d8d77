import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import type { Permission } from './permissions.ts'
import { permissions } from './permissions.ts'
import type { Role } from './schema.ts'
import { hasRole, roles } from './schema.ts'

const page = 'docs/roles.md'

const head = `# Roles

Who may do what in a team. This page is printed from \`lib/auth/permissions.ts\`, which the same functions read that
decide whether a button shows and whether the server does what it is asked; a test says so where the two differ
(\`UPDATE_DOCS=1 npm test -- --only unit\` prints it again).

**yes**: whoever's it is. **own**: one's own alone. Everybody is in the team by an invitation, and sees what the team
made, but for what somebody made private. Whoever set the server up is its admin as well: makes teams, and sees the
server's own key, its balance, and bills that belong to nobody.
`

function cell({ least }: Permission, role: Role): string {
  const [own, others] = typeof least === 'string' ? [least, least] : least
  if (others !== null && hasRole({ role }, others)) return 'yes'
  return hasRole({ role }, own) ? 'own' : '–'
}

function printed(): string {
  const all: Permission[] = Object.values(permissions)
  const rows = all.map((each) => `| ${each.says} | ${roles.map((role) => cell(each, role)).join(' | ')} |`)
  const line = `| ${['What', ...roles].map(() => '---').join(' | ')} |`
  return [head, `| What | ${roles.join(' | ')} |`, line, ...rows, ''].join('\n')
}

test('the page of the roles says what the code does', async () => {
  const config = (await resolveConfig(page)) ?? {}
  const wanted = await format(printed(), { ...config, filepath: page })
  if (process.env['UPDATE_DOCS']) await writeFile(page, wanted)
  expect(await readFile(page, 'utf8')).toBe(wanted)
})
