import type { Role } from '#lib/auth/schema.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  guest: 'Guest',
  member: 'Member',
  editor: 'Editor',
  admin: 'Admin',
  owner: 'Owner',
}

/** What each adds to the one before. */
export const roleNotes: Readonly<Record<Role, string>> = {
  guest: 'looks at what the team makes',
  member: 'makes pictures, albums and links',
  editor: 'keeps the library, tags and examples, and may delete anybody’s pictures',
  admin: 'lets people in, sets budgets and keys, sees everything',
  owner: 'can hand over, export and delete the team',
}
