import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'

/** Whose a kept thing is: the viewer's own, or the whole team's. */
export const ownershipSchema = z.enum(['mine', 'team'])
export type Ownership = z.infer<typeof ownershipSchema>

type Who = Pick<Viewer, 'userId'>

/** How tables write it: "team", or the id of whose own it is. */
export const scopeOf = (viewer: Who, ownership: Ownership) => (ownership === 'team' ? 'team' : viewer.userId)
export const ownershipOf = (scope: string): Ownership => (scope === 'team' ? 'team' : 'mine')
/** What the viewer sees of either. */
export const scopesOf = (viewer: Who) => [viewer.userId, 'team']
