import 'server-only'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { originOf } from '#lib/app-url.ts'
import type { Caller } from '#lib/auth/schema.ts'
import { addHistoryTools } from './history.ts'
import { addModelTools } from './models.ts'
import { addPictureTools } from './pictures.ts'

const instructions =
  'Makes and finds pictures of a team. Pictures cost money: ask estimate_cost before many of them. ' +
  'Links to pictures open for an hour; the pictures stay in the team’s gallery.'

/** Answers one request of the Model Context Protocol, for what the caller's token is made for. */
export async function serveTools(caller: Caller, request: Request): Promise<Response> {
  const place = { origin: originOf(request.headers), left: request.signal }
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'atelier', title: 'Atelier', version: '1' }, { instructions })
      addModelTools(caller, server)
      addPictureTools(caller, server, place)
      addHistoryTools(caller, server, place)
      return server
    },
    // Nothing here changes while a client listens, so nobody needs to hold a connection for it.
    { responseMode: 'json', maxSubscriptions: 0 },
  )
  return handler.fetch(request)
}
