import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { promptMaxLength } from '#lib/generations/schema.ts'
import { log } from '#lib/log.ts'
import { upstreamEnvironment, viewerUpstream } from '#lib/models/data.ts'
import type { ChatAnswer } from '#lib/upstream/port.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import { chatModelOf } from '#lib/upstream/upstream.ts'
import { improvementPolicy } from './policy.ts'
import type { Improvement, ImprovementQuestion } from './schema.ts'
import { keepSyntax } from './schema/keep.ts'

/** The guidance of the first model's makers (Vertex AI, prompt and image attribute guide), and our own syntax. */
const instructions = `You rewrite prompts for a text-to-image model. Answer with the rewritten prompt alone: no quotation marks around it, no explanation, no list of options.

- Say the subject first, then its context or background, then the style: medium, light, lens or technique, as it fits.
- Keep the person's intention, and every fact they gave. Add concrete detail; leave out empty praise.
- Say what is to be seen, not what is not.
- Text that shall stand in the picture goes in quotation marks, 25 characters at most, and keeps its wording.
- Keep the language of the prompt. Stay below 900 characters.
- {{name}}, {{name:kind=default}}, {one|another} and __name__ are placeholders that a program fills in. Keep each exactly as it is written, character by character, exactly once, where it makes sense. Add none.`

const unchanged = 'Your prompt is as it was.'

const sentences: Partial<Record<FailureCode, string>> = {
  content_policy: `The chat model does not rewrite this prompt. ${unchanged}`,
  key_refused: 'The API refuses the key. Tell whoever set it.',
  key_missing: "The team's own key cannot be read. An admin sets it again in the settings.",
  insufficient_balance: 'The balance is too low for a rewrite. Top it up first.',
  model_gone: 'The chat model is not served any more. Tell whoever runs this server.',
  rate_limited: `The chat model is asked too often just now. ${unchanged} Try again in a moment.`,
  unreachable: `The API cannot be reached. ${unchanged} Try again in a moment.`,
  no_answer: `No answer came in time; it may have been billed all the same. ${unchanged}`,
}

async function askModel(viewer: Viewer, model: string, prompt: string): Promise<ChatAnswer> {
  try {
    const upstream = await viewerUpstream(viewer)
    return await upstream.chat({ model, system: instructions, user: prompt })
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: error, model }, 'a prompt could not be rewritten')
    const sentence = sentences[error.failure] ?? `The chat model could not rewrite this prompt. ${unchanged}`
    throw new AppError('unavailable', sentence, { cause: error })
  }
}

/**
 * Asks the chat model for a rewrite, once: each call is paid for, and none is repeated. Variables, alternatives and
 * lists are in it as they were. Throws AppError `forbidden` (a guest), `unavailable` (no chat model, no answer, or a
 * rewrite that lost something).
 */
export async function improvePrompt(viewer: Viewer, { prompt }: ImprovementQuestion): Promise<Improvement> {
  if (!improvementPolicy.ask(viewer))
    throw new AppError('forbidden', 'Guests can look, but not ask for rewrites.')
  const model = chatModelOf({ environment: upstreamEnvironment(viewer) })
  if (model === null) throw new AppError('unavailable', 'This server has no chat model that could rewrite.')
  const { text, costMicros } = await askModel(viewer, model, prompt)
  log.info({ teamId: viewer.teamId, userId: viewer.userId, model, costMicros }, 'a prompt was rewritten')
  const kept = keepSyntax(prompt, text)
  if ('lost' in kept) {
    throw new AppError('unavailable', `The rewrite lost ${kept.lost}, so it is not used. ${unchanged}`)
  }
  if (kept.prompt.trim() === '' || kept.prompt.length > promptMaxLength) {
    throw new AppError('unavailable', `The chat model gave nothing that can be used. ${unchanged}`)
  }
  return { prompt: kept.prompt, costMicros }
}
