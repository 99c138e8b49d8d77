import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'
import { streamGenerations } from '#lib/generations/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What changes in the team, as server-sent events. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const stream = streamGenerations(viewer, request.signal)
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-transform',
      // For proxies that would hold a stream back until it ends.
      'x-accel-buffering': 'no',
    },
  })
})
