import 'server-only'
import type { Readable } from 'node:stream'
import { makeZip } from 'client-zip'
import { z } from 'zod'
import type { Visitor } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError, isAppError } from '#lib/errors.ts'
import { visitorMay } from '../policy.ts'
import { sharedFileName } from '../schema.ts'
import { getSharedBytes } from './bytes.ts'
import { isShown, isVisited } from './shown.ts'

const numbersSchema = z.array(z.object({ number: z.number(), title: z.string() }))

async function numbersOf(visitor: Visitor) {
  const rows = await db.$queryRaw`
    SELECT si."rank" AS "number", s."title"
    FROM "Share" s JOIN "ShareImage" si ON si."shareId" = s."id" JOIN "Image" i ON i."id" = si."imageId"
    WHERE ${isVisited(visitor)} AND ${isShown} ORDER BY si."rank"`
  return numbersSchema.parse(rows)
}

/** Letters, digits and hyphens that every system takes; made of the title, for the file itself has no name here. */
const slugOf = (title: string) =>
  title
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase() || 'pictures'

async function* entriesOf(visitor: Visitor, numbers: readonly number[]) {
  let open: Readable | null = null
  try {
    for (const number of numbers) {
      // Asked for one by one, so that what is thrown away or revoked meanwhile is not in it.
      const bytes = await getSharedBytes(visitor, number, 'original').catch((error: unknown) => {
        if (isAppError(error)) return null
        throw error
      })
      if (!bytes) continue
      open = await bytes.read()
      yield { name: sharedFileName(number, bytes.mime), lastModified: new Date(), input: open }
    }
  } finally {
    open?.destroy()
  }
}

/** A stream whose reader may go away: the one behind it then ends, and what it was in the middle of is no failure. */
function quietly(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => reader.cancel().catch(() => undefined),
  })
}

/** All pictures of a link to take along, written while they are read. Throws AppError `not_found`, also where that is not allowed. */
export async function zipShare(
  visitor: Visitor,
): Promise<{ filename: string; stream: ReadableStream<Uint8Array> }> {
  const numbers = visitorMay(visitor, 'zip') ? await numbersOf(visitor) : []
  const [first] = numbers
  if (!first) throw new AppError('not_found', 'There is nothing at this address.')
  const entries = entriesOf(
    visitor,
    numbers.map(({ number }) => number),
  )
  return { filename: `${slugOf(first.title)}.zip`, stream: quietly(makeZip(entries)) }
}
