import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { bytesBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { receiveUpload } from '#lib/inputs/data.ts'
import { maxUploadBytes, tooLarge } from '#lib/inputs/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** A picture to start from: the request's body is its bytes, and nothing else. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await receiveUpload(viewer, () => bytesBody(request, maxUploadBytes, tooLarge))),
)
