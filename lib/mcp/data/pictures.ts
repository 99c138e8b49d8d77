import 'server-only'
import { buffer } from 'node:stream/consumers'
import type { CallToolResult, ContentBlock, McpServer } from '@modelcontextprotocol/server'
import type { Caller } from '#lib/auth/schema.ts'
import { makeImages } from '#lib/gateway/data.ts'
import { getImageBytes } from '#lib/images/data.ts'
import type { z } from 'zod'
import { generateSchema, toCall } from '../schema.ts'
import type { Place } from './tool.ts'
import { answered, sorry, words } from './tool.ts'

/** Large enough to be looked at, small enough for a conversation. */
const shown = '512'

async function pictureOf(caller: Caller, id: string): Promise<ContentBlock> {
  const bytes = await getImageBytes(caller, id, shown)
  const data = (await buffer(await bytes.read())).toString('base64')
  return { type: 'image', data, mimeType: bytes.mime }
}

async function generate(
  caller: Caller,
  { origin, left }: Place,
  { request_id: key, ...given }: z.infer<typeof generateSchema>,
): Promise<CallToolResult> {
  const asked = { call: toCall(given), inputs: [] }
  const made = await makeImages(caller, asked, { idempotencyKey: key, isAsync: false, left, origin })
  if (made.kind === 'problem') return sorry(made.message)
  const { cost, provider, executed_model: model } = made.body.metadata
  const urls = made.body.data.flatMap(({ url }) => url ?? [])
  const about = { images: urls, cost_in_dollars: cost, provider, executed_model: model }
  const pictures = await Promise.all(made.images.map((id) => pictureOf(caller, id)))
  return { content: [words(JSON.stringify(about)), ...pictures] }
}

/** Makes pictures. */
export function addPictureTools(caller: Caller, server: McpServer, place: Place): void {
  server.registerTool(
    'generate_image',
    {
      title: 'Make pictures',
      description:
        'Makes pictures from words, waits for them, and answers with each picture and a link to its full size. It costs money.',
      inputSchema: generateSchema,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
    },
    (given) => answered(caller, 'images:create', () => generate(caller, place, given)),
  )
}
