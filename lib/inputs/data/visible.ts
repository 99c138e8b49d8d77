import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { visibleTo } from '#lib/generations/data/visible.ts'

/** One's own uploads, and those that a generation was made from which one sees. */
export function isVisibleUpload(viewer: Viewer): Prisma.UploadWhereInput {
  return {
    teamId: viewer.teamId,
    OR: [{ userId: viewer.userId }, { inputs: { some: { generation: visibleTo(viewer) } } }],
  }
}
