import 'server-only'
import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Caller } from '#lib/auth/schema.ts'
import { askPrice, describeModel, listApiModels } from '#lib/gateway/data.ts'
import { callArgumentsSchema, toCall } from '../schema.ts'
import { answered, asJson } from './tool.ts'

/** What pictures can be made with, and what they would cost. */
export function addModelTools(caller: Caller, server: McpServer): void {
  server.registerTool(
    'list_models',
    {
      title: 'List models',
      description: 'The models that pictures can be made with, each with its price in dollars.',
      annotations: { readOnlyHint: true },
    },
    () => answered(caller, 'models:read', async () => asJson((await listApiModels(caller)).data)),
  )
  server.registerTool(
    'describe_model',
    {
      title: 'Describe a model',
      description: 'A model and its parameters: names, types, what they may be.',
      inputSchema: z.object({ model: z.string() }),
      annotations: { readOnlyHint: true },
    },
    ({ model }) =>
      answered(caller, 'models:read', async () => asJson(await describeModel(caller, model, true))),
  )
  server.registerTool(
    'estimate_cost',
    {
      title: 'Estimate the cost',
      description:
        'What pictures would cost, without making them. total_cost_micros is in millionths of a dollar.',
      inputSchema: callArgumentsSchema,
      annotations: { readOnlyHint: true },
    },
    (given) =>
      answered(caller, 'models:read', async () =>
        asJson(await askPrice(caller, { call: toCall(given), inputs: [] })),
      ),
  )
}
