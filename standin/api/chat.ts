import { v7 } from 'uuid'
import { z } from 'zod'
import type { Answer, Call, JsonObject } from '../contract.ts'
import { promptOf, withoutMagicWords } from '../faults/magic-words.ts'
import { requireUsable, resolveModel, type Resolved } from '../models/catalogue.ts'
import { check } from '../models/validation.ts'
import { bytesOf } from '../http/deliver.ts'
import type { State } from '../state.ts'
import { deliverStream } from './chat-stream.ts'
import { toEstimate } from './estimate.ts'
import { executionHeaders } from './image-answer.ts'
import { isDryRun } from './dry-run.ts'
import { modelNameSchema } from './model-name.ts'
import { doPaidWork, type Product, type Work } from './paid-work.ts'
import { rewritePrompt } from './rewrite.ts'

const chatSchema = z.object({
  model: modelNameSchema,
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.boolean().default(false),
  stream_options: z.looseObject({ include_usage: z.boolean().default(false) }).nullish(),
})
type Chat = z.infer<typeof chatSchema>

/** A stand-in for a tokenizer: English has some four letters a token. */
const LETTERS_PER_TOKEN = 4

interface Talk {
  readonly resolved: Resolved
  readonly chat: Chat
  readonly reply: string
  readonly tokens: { readonly input: number; readonly output: number }
  readonly costs: { readonly input: number; readonly output: number }
}

/** POST /openai/v1/chat/completions: answers the last user message with a rewritten image prompt. */
export async function completeChat(call: Call, state: State): Promise<Answer> {
  if (isDryRun(call)) return estimate(toTalk(call))
  return doPaidWork(call, state, 'text', async () => {
    const talk = toTalk(call)
    const fullMicros = talk.costs.input + talk.costs.output
    return { resolved: talk.resolved, fullMicros, produce: async (work) => toProduct(talk, work, state) }
  })
}

function toTalk(call: Call): Talk {
  const chat = check(chatSchema, call.fields)
  const resolved = resolveModel(chat.model)
  requireUsable(resolved.model, 'chat')
  const reply = rewritePrompt(withoutMagicWords(promptOf(call.fields)))
  const { price } = resolved.model
  const rates = price.per === 'token' ? price : { inputMicros: 0, outputMicros: 0 }
  const tokens = { input: countTokens(JSON.stringify(chat.messages)), output: countTokens(reply) }
  const costs = {
    input: Math.ceil(tokens.input * rates.inputMicros),
    output: Math.ceil(tokens.output * rates.outputMicros),
  }
  return { resolved, chat, reply, tokens, costs }
}

function toProduct(talk: Talk, work: Work, state: State): Product {
  const { chat, reply, tokens, costs, resolved } = talk
  const usage = {
    prompt_tokens: tokens.input,
    completion_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
  }
  const head = {
    id: `chatcmpl-${v7().replaceAll('-', '')}`,
    created: Math.floor(state.now() / 1000),
    model: resolved.model.id,
  }
  const message = { role: 'assistant', content: reply }
  const json: JsonObject = {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage,
  }
  const whole: Answer = { status: 200, headers: executionHeaders(work), json }
  const sendUsage = chat.stream_options?.include_usage === true
  const stream = { head, reply, usage: sendUsage ? usage : undefined, latencyMs: state.settings.latencyMs }
  const answer = chat.stream ? { ...whole, deliver: deliverStream(stream) } : whole
  return { answer, costMicros: costs.input + costs.output, images: 0, responseBytes: bytesOf(whole).length }
}

function estimate({ resolved, tokens, costs }: Talk): Answer {
  const { price } = resolved.model
  const rates = price.per === 'token' ? price : { inputMicros: 0, outputMicros: 0 }
  return toEstimate(resolved, [
    {
      type: 'input',
      metric: 'token',
      quantity: tokens.input,
      unitMicros: rates.inputMicros,
      totalMicros: costs.input,
    },
    {
      type: 'output',
      metric: 'token',
      quantity: tokens.output,
      unitMicros: rates.outputMicros,
      totalMicros: costs.output,
    },
  ])
}

function countTokens(text: string): number {
  return Math.ceil(text.length / LETTERS_PER_TOKEN)
}
