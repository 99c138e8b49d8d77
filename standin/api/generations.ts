import type { Answer, Call } from '../contract.ts'
import type { State } from '../state.ts'
import { answerImageCall } from './image-call.ts'

/** POST /openai/v1/images/generations. An `image` in the body is ignored, as was once measured upstream. */
export async function generateImage(call: Call, state: State): Promise<Answer> {
  return answerImageCall(call, state, async () => ({ mode: 'text-to-image', source: undefined }))
}
