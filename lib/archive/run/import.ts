import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import type { Extract } from 'tar-stream'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey } from '#lib/storage/port.ts'
import type { ArchiveEnd } from '../schema.ts'
import { archiveEndSchema } from '../schema.ts'
import { teamTables } from '../schema/tables.ts'
import { headOf, jsonOf } from './head.ts'
import { insertLater, insertPart } from './insert.ts'
import type { Imported, NewTeam } from './new-team.ts'
import { beginTeam, finishTeam, keepAlive } from './new-team.ts'
import { removeTeam } from './remove.ts'

/** So much of one entry in memory at once. */
const maxEntryBytes = 512 * 1024 * 1024

type Entry = Extract extends AsyncIterable<infer One> ? One : never

const chunkSchema = z.instanceof(Uint8Array)

interface Progress {
  storage: Storage
  ownerEmail: string | null
  team: NewTeam | null
  rows: Record<string, number>
  files: number
  end: ArchiveEnd | null
}

const isUnfit = (sentence: string) => new AppError('invalid', `${sentence} Nothing was imported.`)

async function bytesOf(entry: Entry): Promise<Buffer> {
  const { name, size, type } = entry.header
  if (type !== 'file') throw isUnfit(`${name} is no file.`)
  if (size === undefined || size > maxEntryBytes) throw isUnfit(`${name} is larger than 512 MB.`)
  const parts: Buffer[] = []
  for await (const part of entry) parts.push(Buffer.from(chunkSchema.parse(part)))
  return Buffer.concat(parts)
}

async function takeFile(progress: Progress, { teamId }: NewTeam, sha256: string, bytes: Buffer) {
  const name = `files/${sha256}`
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw isUnfit(`${name} is damaged: its bytes are not those of its name.`)
  const file = await db.file.findUnique({ where: { teamId_sha256: { teamId, sha256 } } })
  if (!file) throw isUnfit(`${name} belongs to nothing in the archive.`)
  if (file.state === 'stored') throw isUnfit(`${name} is there twice.`)
  if (file.bytes !== bytes.length) throw isUnfit(`${name} is not as long as the archive says.`)
  await progress.storage.put(originalKey(teamId, sha256), bytes)
  await db.file.update({ where: { id: file.id }, data: { state: 'stored' }, select: { id: true } })
  progress.files++
}

const tablePattern = /^tables\/([A-Z][A-Za-z]{1,40})\/\d{5,9}\.jsonl$/
const filePattern = /^files\/([0-9a-f]{64})$/

async function takeEntry(progress: Progress, entry: Entry): Promise<void> {
  const { name } = entry.header
  if (progress.end) throw isUnfit(`${name} comes after the end of the archive.`)
  const bytes = await bytesOf(entry)
  if (progress.team === null) {
    if (name !== 'archive.json') throw isUnfit('This is no archive of a team.')
    progress.team = await beginTeam(headOf(bytes), progress.ownerEmail)
    return
  }
  const { team } = progress
  await keepAlive(team)
  if (name === 'end.json') {
    progress.end = jsonOf(bytes, name, archiveEndSchema)
    return
  }
  const sha256 = filePattern.exec(name)?.[1]
  if (sha256 !== undefined) return takeFile(progress, team, sha256, bytes)
  const table = teamTables.find((each) => each.archived && each.name === tablePattern.exec(name)?.[1])
  if (!table) throw isUnfit(`${name} is nothing that Atelier knows.`)
  const count = await insertPart(table, name, bytes.toString('utf8'), team)
  progress.rows[table.name] = (progress.rows[table.name] ?? 0) + count
}

async function takeAll(progress: Progress, source: Readable): Promise<void> {
  const tar = extract()
  const reading = pipeline(source, tar)
  // It is said by the entries, too.
  reading.catch(() => undefined)
  try {
    for await (const entry of tar) await takeEntry(progress, entry)
    await reading
  } catch (error) {
    if (isAppError(error) || !(error instanceof Error)) throw error
    if (!/tar|end of data|header|checksum/i.test(error.message)) throw error
    throw new AppError(
      'invalid',
      'This file is no tar archive, or a part of it is missing. Nothing was imported.',
      {
        cause: error,
      },
    )
  } finally {
    source.destroy()
  }
}

/** The end says how much there was: what is not all there is not taken over. */
function requireWhole({ end, rows, files }: Progress): ArchiveEnd {
  if (!end) throw isUnfit('The archive has no end: it was not downloaded whole.')
  for (const { name } of teamTables)
    if ((end.rows[name] ?? 0) !== (rows[name] ?? 0)) throw isUnfit(`Rows of ${name} are missing.`)
  if (end.files !== files) throw isUnfit('Pictures are missing.')
  return end
}

/**
 * Makes a new team of an archive: all ids are new, people are those who have their e-mail addresses here, links are
 * revoked. Nobody sees anything of it before all is there; where something is wrong, nothing is left of it. Whoever
 * calls has the server's own rights. Throws AppError `invalid` with what is wrong and where.
 */
export async function importTeam(
  storage: Storage,
  source: Readable,
  ownerEmail: string | null,
): Promise<Imported> {
  const progress: Progress = { storage, ownerEmail, team: null, rows: {}, files: 0, end: null }
  try {
    await takeAll(progress, source)
    const end = requireWhole(progress)
    if (!progress.team) throw isUnfit('This is no archive of a team.')
    await insertLater(progress.team)
    return await finishTeam(progress.team, end, { rows: progress.rows, files: progress.files })
  } catch (error) {
    if (progress.team) {
      const { teamId } = progress.team
      await db.team.updateMany({ where: { id: teamId }, data: { removeAt: new Date(Date.now() - 1_000) } })
      await removeTeam(storage, teamId)
    }
    throw error
  }
}
