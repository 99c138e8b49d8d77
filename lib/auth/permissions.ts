import type { Role, Viewer } from './schema.ts'
import { hasRole } from './schema.ts'

/**
 * Who may do what in a team, in one place. A role stands for the least that may: each may what those before it may
 * (guest, member, editor, admin, owner). What has an author is written `[own, others']`; null is nobody at all.
 * `docs/roles.md` is printed from it.
 */
export const permissions = {
  'generations.create': {
    least: 'member',
    says: 'Generate pictures, and bring pictures along to start from',
  },
  'generations.see private': { least: ['guest', 'admin'], says: 'See what was made private' },
  'generations.see trashed': { least: ['guest', 'editor'], says: 'See what is in the trash' },
  'generations.cancel': { least: ['member', 'admin'], says: 'Cancel generations, pause and resume batches' },
  'generations.retry': {
    least: ['member', null],
    says: 'Try again what failed: it is paid on its author’s name',
  },
  'generations.remove': { least: ['member', 'editor'], says: 'Delete pictures, and bring them back' },
  'generations.show': {
    least: ['member', 'admin'],
    says: 'Make private what was shown to the team, or show it',
  },
  'images.mark': { least: 'member', says: 'Favourite, rate and reject, for oneself' },
  'tags.put': { least: 'member', says: 'Put tags on pictures, and take them off' },
  'tags.manage': { least: 'editor', says: 'Rename, merge and delete tags' },
  'albums.fill': { least: 'member', says: 'Make albums, and put pictures into any of them, in an order' },
  'albums.change': { least: ['member', 'editor'], says: 'Rename and delete albums' },
  'shares.make': { least: 'member', says: 'Make links to pictures' },
  'shares.keep': { least: ['member', 'admin'], says: 'Change and revoke links' },
  'kept.change': { least: ['member', 'editor'], says: 'Presets and lists: one’s own, and the team’s' },
  'prompts.see': { least: ['guest', null], says: 'See prompts that somebody keeps for themselves' },
  'prompts.change': {
    least: ['member', 'editor'],
    says: 'The prompt library: one’s own prompts, and the team’s',
  },
  'prompts.protect': { least: 'editor', says: 'Protect labels of prompts, and move protected ones' },
  'examples.change': { least: ['member', 'editor'], says: 'Curated examples: one’s own, and the team’s' },
  'usage.see': { least: ['guest', 'admin'], says: 'See what was spent: by oneself, and by everybody' },
  'team.change': {
    least: 'admin',
    says: 'Name and time zone of the team, and which models each role may use',
  },
  'members.manage': { least: 'admin', says: 'Invite, change roles up to one’s own, and remove members' },
  'budgets.change': { least: 'admin', says: 'Budgets' },
  'tokens.manage': { least: ['member', 'admin'], says: 'Tokens for programs' },
  'keys.manage': {
    least: 'admin',
    says: 'The team’s own keys for the API and for providers, and who is asked when',
  },
  'audit.see': { least: 'admin', says: 'The audit log' },
  'bills.manage': { least: 'admin', says: 'Compare the bill with what is here, and recover what is missing' },
  'team.export': { least: 'owner', says: 'Export the whole team' },
  'team.transfer': { least: 'owner', says: 'Make others owners' },
  'team.delete': { least: 'owner', says: 'Delete the team' },
} as const satisfies Record<string, Permission>

export interface Permission {
  says: string
  /** For what has an author: for one's own, and for others'. */
  least: Role | readonly [own: Role, others: Role | null]
}

export type PermissionName = keyof typeof permissions

type Authored = {
  [Name in PermissionName]: (typeof permissions)[Name]['least'] extends Role ? never : Name
}[PermissionName]

type Who = Pick<Viewer, 'userId' | 'role'>

/** Whether somebody may do what has no author. */
export function may(viewer: Pick<Viewer, 'role'>, name: Exclude<PermissionName, Authored>): boolean {
  return hasRole(viewer, permissions[name].least)
}

/** Whether somebody may do it to a thing of this author; null is the team itself, which is nobody's own. */
export function mayWith(viewer: Who, name: Authored, authorId: string | null): boolean {
  const [own, others] = permissions[name].least
  const least = viewer.userId === authorId ? own : others
  return least !== null && hasRole(viewer, least)
}

/** Whether somebody may do it to whatever author's things. */
export const mayWithAll = (viewer: Pick<Viewer, 'role'>, name: Authored): boolean => {
  const [, others] = permissions[name].least
  return others !== null && hasRole(viewer, others)
}
