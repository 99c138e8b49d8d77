import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sharedWith, visibleTo } from '#lib/generations/data/visible.ts'

const ownOrOf = (viewer: Viewer, generation: Prisma.GenerationWhereInput): Prisma.UploadWhereInput => ({
  teamId: viewer.teamId,
  OR: [{ userId: viewer.userId }, { inputs: { some: { generation } } }],
})

/** One's own uploads, and those that a generation was made from which one sees. */
export const isVisibleUpload = (viewer: Viewer) => ownOrOf(viewer, visibleTo(viewer))

/**
 * Those that one may start from, as policy `use` has it for images: what only private generations of others were made
 * from is not the admins' to show to the team.
 */
export const isUsableUpload = (viewer: Viewer) => ownOrOf(viewer, sharedWith(viewer))
