import { libraryTables } from './library-tables.ts'
import { lookingTables } from './looking-tables.ts'
import { makingTables } from './making-tables.ts'
import type { TeamTable } from './table.ts'
import { kept, notKept } from './table.ts'

/** Secrets, what lets somebody in, what the database counts by itself, what belongs to this server's own account. */
const neverKept = [
  'AuditEvent',
  'UpstreamBill',
  'BudgetPeriod',
  'Credential',
  'OneTimeToken',
  'Membership',
  'Token',
  'TeamDay',
  'ImageDay',
  'BulkChange',
  'BulkChangeImage',
].map(notKept)

/**
 * Every table that has rows of a team, each after those that it refers to: an archive is written and read in this
 * order, and a team is removed in the opposite one.
 */
export const teamTables: readonly TeamTable[] = [
  ...neverKept,
  ...libraryTables,
  ...makingTables,
  ...lookingTables,
  // After the ledger: what was reserved is not asked again whether it may be.
  kept('Budget', 'scope scopeId', {
    scope: 'enum BudgetScope',
    scopeId: 'uuid',
    limitMicros: 'int',
    warnMicros: 'int?',
    isHard: 'flag',
    updatedById: 'uuid',
    updatedAt: 'time',
  }),
]
