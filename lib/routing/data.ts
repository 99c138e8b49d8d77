import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { credentialPolicy } from '#lib/credentials/policy.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { changeSettings } from '#lib/teams/data/change.ts'
import { directNames } from '#lib/upstream/schema.ts'
import type { Routing, RoutingState } from './schema.ts'
import { routingSchema, routingStateSchema } from './schema.ts'

function requireManager(viewer: Viewer): void {
  if (!credentialPolicy.manage(viewer))
    throw new AppError('forbidden', 'Only admins say who is asked for pictures.')
}

/** What the team has chosen, and whom it has keys for. Throws AppError `forbidden`. */
export async function getRouting(viewer: Viewer): Promise<RoutingState> {
  requireManager(viewer)
  const { settings, credentials } = await db.team.findUniqueOrThrow({
    where: { id: viewer.teamId },
    select: {
      settings: true,
      credentials: { where: { provider: { in: [...directNames] } }, select: { provider: true } },
    },
  })
  return routingStateSchema.parse({
    routing: routingOf(settings),
    direct: credentials.map(({ provider }) => provider),
  })
}

const routingOf = (settings: unknown): Routing =>
  routingSchema.parse(
    typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'routing') : undefined,
  )

/** Says who is asked for pictures from now on, also for those that wait. Throws AppError `forbidden`. */
export async function changeRouting(viewer: Viewer, routing: Routing): Promise<void> {
  requireManager(viewer)
  await changeSettings(viewer, 'routing.set', 'routing', { read: routingOf, after: routing })
}
