import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey } from '#lib/storage/port.ts'
import { ask } from './client.ts'
import { plannedOnce, sql } from './sql.ts'

const announced = z.tuple([z.object({ id: z.uuid(), state: z.enum(['writing', 'stored']) })])

/**
 * Puts bytes into the storage under their hash, once for each team, and returns the id of their row. The row comes
 * first, and takes back any plan to delete it: a purge that looks under the row's lock then leaves the bytes alone.
 * Whoever refers to it marks it as `stored`. Throws when the storage or the database cannot take it now.
 */
export async function keepOriginal(
  storage: Storage,
  teamId: string,
  bytes: Uint8Array,
  mime: string,
): Promise<{ id: string; sha256: string }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const rows = await ask(sql`
    ${plannedOnce} INSERT INTO "File" ("id", "teamId", "sha256", "bytes", "mime")
    VALUES (${uuid()}::uuid, ${teamId}::uuid, ${sha256}, ${bytes.length}, ${mime})
    ON CONFLICT ("teamId", "sha256") DO UPDATE SET "unreferencedAt" = NULL,
      "state" = CASE WHEN "File"."state" = 'stored' THEN 'stored'::"FileState" ELSE 'writing'::"FileState" END
    RETURNING "id", "state"`)
  const [{ id, state }] = announced.parse(rows)
  const key = originalKey(teamId, sha256)
  const isThere = state === 'stored' && (await storage.size(key)) === bytes.length
  if (!isThere) await storage.put(key, bytes)
  return { id, sha256 }
}
