import type { GenerationCall, Recorder } from '../port.ts'
import type { DirectName } from '../schema.ts'
import { exchange, TransportError } from '../transport.ts'
import { predictBodyOf } from './body.ts'

/** Of one picture in base64, as at the gateway. */
const maxImageBytes = 32 * 1024 * 1024

interface Place {
  name: DirectName
  /** Where the model stands, without its verb. */
  modelUrl: (modelId: string) => string
  /** What proves who asks. Throws what `send` throws. */
  proof: (signal: AbortSignal) => Promise<Record<string, string>>
  maxAnswerBytes: number
}

/** One call of `:predict`, sent once. Throws TransportError, and whatever the proof throws, before anything is sent. */
export async function predict(
  place: Place,
  call: GenerationCall,
  { signal, record }: { signal: AbortSignal; record: Recorder },
): Promise<void> {
  const { body, objection } = predictBodyOf(place.name, call)
  if (objection !== null) throw new TransportError('unsent', objection)
  const headers = new Headers({
    ...(await place.proof(signal)),
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'Atelier',
  })
  await exchange(
    {
      url: `${place.modelUrl(call.modelId)}:predict`,
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
      maxBytes: Math.min(place.maxAnswerBytes, (call.n + 1) * maxImageBytes),
    },
    record,
  )
}

/** Pictures come as bytes: an address in an answer is none of Google's. */
export const fetchNothing = async (): Promise<never> => {
  throw new TransportError('unsent', 'Google hosts no pictures.')
}
