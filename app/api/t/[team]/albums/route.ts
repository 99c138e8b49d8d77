import { z } from 'zod'
import { listAlbums } from '#lib/albums/data.ts'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The team's albums, with how many of their images the viewer sees. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listAlbums(viewer)))
