import { mayWith, mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

export const tokenPolicy = {
  /** One acts for whoever made it: nobody makes one for somebody else. */
  create: (viewer: Who) => mayWith(viewer, 'tokens.manage', viewer.userId),
  /** See it in a list, and revoke it. Nobody sees the secret. */
  manage: (viewer: Who, ownerId: string) => mayWith(viewer, 'tokens.manage', ownerId),
  manageAll: (viewer: Pick<Viewer, 'role'>) => mayWithAll(viewer, 'tokens.manage'),
}
