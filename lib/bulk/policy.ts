import { albumPolicy } from '#lib/albums/policy.ts'
import { mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { imagePolicy } from '#lib/images/policy.ts'
import { tagPolicy } from '#lib/tags/policy.ts'
import type { DoneChange } from './schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

/** Of their own at least. */
const mayRemove = (viewer: Who) => mayWith(viewer, 'generations.remove', viewer.userId)

const mayAsk: Record<DoneChange['kind'], (viewer: Who) => boolean> = {
  trash: mayRemove,
  restore: mayRemove,
  purge: mayRemove,
  addToAlbum: albumPolicy.fill,
  removeFromAlbum: albumPolicy.fill,
  tag: tagPolicy.tag,
  untag: tagPolicy.tag,
  deleteTag: tagPolicy.manage,
  mergeTags: tagPolicy.manage,
  mark: imagePolicy.mark,
}

/** Who may ask for a change of many images at all. On which of them it works is said by the policy of images. */
export const bulkPolicy = {
  ask: (viewer: Who, kind: DoneChange['kind']): boolean => mayAsk[kind](viewer),
}
