import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { imagePolicy } from '#lib/images/policy.ts'
import type { Input } from '../schema/reference.ts'

const size = { id: true, width: true, height: true, thumbhash: true } as const

/** What of its inputs a generation's DTO is made of. The images come first, the mask last. */
export const inputSelection = {
  orderBy: [{ role: 'asc' }, { position: 'asc' }],
  select: {
    role: true,
    image: { select: { ...size, authorId: true, visibility: true, trashedAt: true } },
    upload: { select: size },
  },
} as const satisfies Prisma.Generation$inputsArgs

type Row = Prisma.GenerationGetPayload<{ select: { inputs: typeof inputSelection } }>['inputs'][number]

/**
 * The inputs of a generation that the viewer sees. An upload came with it, and is seen with it; an image of the gallery
 * stays its author's: who does not see it there does not see it here.
 */
export function toInputs(viewer: Viewer, rows: readonly Row[]): Input[] {
  return rows.map(({ role, image, upload }) => {
    if (upload) return { role, from: 'upload', ...upload }
    if (!image || !imagePolicy.see(viewer, image)) return { role, from: 'hidden' }
    const { id, width, height, thumbhash } = image
    return { role, from: 'gallery', id, width, height, thumbhash }
  })
}
