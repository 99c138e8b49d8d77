import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { openWorld } from '#tests/setup/world.ts'
import { teamTables } from './schema/tables.ts'

openWorld()

const modelsWith = (column: string) =>
  readFileSync('prisma/schema.prisma', 'utf8')
    .split('\n}\n')
    .filter((text) => new RegExp(`^  ${column} `, 'm').test(text))
    .map((text) => /^model (\w+) /m.exec(text)?.[1] ?? '')

describe('the list of tables', () => {
  test('has every table that has rows of a team', () => {
    expect(teamTables.map(({ name }) => name).toSorted()).toEqual(modelsWith('teamId').toSorted())
  })

  test('has each table after those that it refers to', () => {
    const seen = new Set<string>()
    for (const { name, archived } of teamTables) {
      for (const word of Object.values(archived?.columns ?? {}))
        if (/^[A-Z]\w*\??$/.test(word)) expect(seen, `${name}: ${word}`).toContain(word.replace('?', ''))
      seen.add(name)
    }
  })

  test('says of every column whether an archive has it', async () => {
    const leftOut: Record<string, string[]> = {
      Attempt: ['credentialId', 'leaseOwner', 'leaseUntil', 'lookupAt'],
      File: ['state', 'unreferencedAt'],
      Generation: ['actor', 'bodyHash', 'requestKey', 'search', 'tokenId'],
      Batch: ['bodyHash'],
      Image: ['previewedAt'],
      LedgerEntry: ['tokenId'],
      Prompt: ['search'],
      Share: ['passwordHash', 'tokenHash', 'version'],
    }
    for (const { name, archived } of teamTables) {
      if (!archived) continue
      const rows = await db.$queryRaw`
        SELECT column_name AS name FROM information_schema.columns WHERE table_name = ${name} AND table_schema = 'public'`
      const there = z.array(z.object({ name: z.string() })).parse(rows)
      const known = [...Object.keys(archived.columns), ...(leftOut[name] ?? []), 'teamId']
      expect(there.map((column) => column.name).toSorted(), name).toEqual(known.toSorted())
    }
  })
})
