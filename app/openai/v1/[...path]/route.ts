import { z } from 'zod'
import { badCall } from '#lib/auth/api-problems.ts'
import { callerRoute, problemResponse } from '#lib/auth/caller-route.ts'

/** The rest of OpenAI's API: said in its own words, not as a page. */
const nothing = callerRoute(null, z.object({}), async ({ request }) => {
  const { pathname } = new URL(request.url)
  return problemResponse(
    badCall('NOT_FOUND', 404),
    `${request.method} ${pathname} is not made here. See /models.`,
  )
})

export const GET = nothing
export const POST = nothing
export const DELETE = nothing
