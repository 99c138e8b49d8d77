import { auditPolicy } from '#lib/audit/policy.ts'
import { budgetPolicy } from '#lib/budgets/policy.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { credentialPolicy } from '#lib/credentials/policy.ts'
import { tokenPolicy } from '#lib/tokens/policy.ts'

export interface SettingsPlace {
  /** Below the team's settings; empty for the first. */
  path: string
  label: string
}

type Who = Pick<Viewer, 'role' | 'isAdmin' | 'userId'>

const all: readonly (SettingsPlace & { isFor?: (viewer: Who) => boolean })[] = [
  { path: '', label: 'Account' },
  { path: 'team', label: 'Team' },
  { path: 'members', label: 'Members' },
  { path: 'keys', label: 'Keys', isFor: credentialPolicy.manage },
  { path: 'tokens', label: 'Tokens', isFor: tokenPolicy.create },
  { path: 'budgets', label: 'Budgets', isFor: budgetPolicy.change },
  { path: 'audit', label: 'Audit log', isFor: auditPolicy.see },
]

/** The pages of the settings that somebody can do something on, in their order. */
export const placesFor = (viewer: Who): SettingsPlace[] =>
  all.filter(({ isFor }) => isFor?.(viewer) ?? true).map(({ path, label }) => ({ path, label }))
