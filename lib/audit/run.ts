import { v7 as uuid } from 'uuid'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { AuditAction } from './schema.ts'

interface AuditEntry {
  teamId: string | null
  actorId: string | null
  action: AuditAction
  /** "team:<id>": what it was done to. */
  subject: string
  detail?: Prisma.InputJsonObject
}

/** One line of the audit log, in the transaction of what it speaks of. */
export async function writeAudit(tx: Prisma.TransactionClient, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({ data: { id: uuid(), ...entry } })
}
