import { z } from 'zod'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { serveTools } from '#lib/mcp/data.ts'

/** The Model Context Protocol: each tool asks for its own scope. */
export const POST = callerRoute(null, z.object({}), ({ caller, request }) => serveTools(caller, request))

export const OPTIONS = preflight
