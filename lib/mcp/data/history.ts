import 'server-only'
import type { McpServer } from '@modelcontextprotocol/server'
import { fileLinkQuery } from '#lib/auth/file-links.ts'
import type { Caller } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { promptMaxLength } from '#lib/generations/schema.ts'
import { listGalleryImages } from '#lib/images/data.ts'
import {
  expansionAt,
  findExpansionProblem,
  listNamesOf,
  parsePrompt,
  prepareExpansion,
  variablesOf,
} from '#lib/language/schema.ts'
import { getVersion, listLibrary, listPromptNames } from '#lib/prompts/data.ts'
import { listsFor } from '#lib/wildcards/data.ts'
import { fillPromptSchema, findPromptsSchema, searchSchema } from '../schema.ts'
import type { Place } from './tool.ts'
import { answered, asJson } from './tool.ts'

async function search(caller: Caller, { origin }: Place, query: string, limit: number) {
  const list = { scope: 'team' as const, ...(query === '' ? {} : { search: query }) }
  const { images } = await listGalleryImages(caller, { ...list, limit })
  return images.map(({ id, prompt, modelId, author, createdAt, width, height, costMicros }) => ({
    prompt,
    model: modelId,
    by: author.name,
    made: createdAt,
    width,
    height,
    cost_in_dollars: costMicros === null ? null : costMicros / 1_000_000,
    url: `${origin}/openai/v1/files/${id}?${fileLinkQuery(caller, id)}`,
  }))
}

const findPrompts = async (caller: Caller, words: string) =>
  (await listLibrary(caller, words === '' ? {} : { search: words })).prompts.map(
    ({ slug, title, description, tags, excerpt, version }) => ({
      slug,
      title,
      description,
      tags,
      begins: excerpt,
      version: version.number,
    }),
  )

/** The newest version of a prompt with its variables filled in, and the first of its alternatives chosen. */
async function fill(caller: Caller, slug: string, values: Readonly<Record<string, string>>) {
  const { prompts } = await listPromptNames(caller)
  const named = prompts.find((prompt) => prompt.slug === slug)
  const found =
    named && (await listLibrary(caller, { search: named.title })).prompts.find(({ id }) => id === named.id)
  if (!found)
    throw new AppError(
      'not_found',
      `The library has no prompt "${slug}". Ask list_prompts for what there is.`,
    )
  const { text, isPlain, variables, modelId, parameters } = await getVersion(caller, found.version.id)
  if (isPlain) return { text, variables: [], model: modelId, parameters }
  const pieces = parsePrompt(text)
  const lists = await listsFor(caller, listNamesOf(pieces))
  const sequence = prepareExpansion(pieces, { ...variables, ...values }, lists)
  const problem = findExpansionProblem(sequence, promptMaxLength, 'This prompt')
  if (problem !== null) throw new AppError('invalid', problem)
  const names = variablesOf(pieces).map(({ name, default: usual }) => ({ name, default: usual }))
  return { text: expansionAt(sequence, 0n), variables: names, model: modelId, parameters }
}

/** What was made, and the library of prompts. */
export function addHistoryTools(caller: Caller, server: McpServer, place: Place): void {
  const annotations = { readOnlyHint: true }
  server.registerTool(
    'search_history',
    {
      title: 'Search pictures',
      description: 'Pictures that the team made, the newest first, each with its prompt and a link.',
      inputSchema: searchSchema,
      annotations,
    },
    ({ query, limit }) =>
      answered(caller, 'history:read', async () => asJson(await search(caller, place, query, limit))),
  )
  server.registerTool(
    'list_prompts',
    {
      title: 'List prompts',
      description: 'Prompts of the team’s library and of your own.',
      inputSchema: findPromptsSchema,
      annotations,
    },
    ({ search: wanted }) =>
      answered(caller, 'history:read', async () => asJson(await findPrompts(caller, wanted))),
  )
  server.registerTool(
    'fill_prompt',
    {
      title: 'Fill in a prompt',
      description:
        'The text of a prompt of the library with its variables filled in, ready for generate_image.',
      inputSchema: fillPromptSchema,
      annotations,
    },
    ({ prompt, variables }) =>
      answered(caller, 'history:read', async () => asJson(await fill(caller, prompt, variables))),
  )
}
