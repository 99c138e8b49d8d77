import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeZip } from 'client-zip'
import { expect, test } from 'vitest'
import { aFolder } from '#tests/unit/folder.ts'
import { counted } from './run/ending.ts'

function* files(count: number) {
  for (let index = 0; index < count; index++)
    yield { name: `${index}.txt`, lastModified: new Date(), input: String(index) }
}

test.each([1, 0xffff, 70_000])('another program finds %i files in a zip', async (count) => {
  const path = join(await aFolder(), 'many.zip')
  await pipeline(
    counted(makeZip(files(count)), () => count),
    createWriteStream(path),
  )
  const said = execFileSync('unzip', ['-tq', path]).toString()
  expect(said).toContain('No errors detected')
  const listed = execFileSync('unzip', ['-Z1', path], { maxBuffer: 10_000_000 }).toString()
  expect(listed.trim().split('\n')).toHaveLength(count)
})
