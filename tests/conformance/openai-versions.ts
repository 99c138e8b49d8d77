import * as openai7 from 'openai'
import * as openai6 from 'openai-6'
import { z } from 'zod'

type Sdk = typeof openai7

/** OpenAI's own client, the newest and the one before it, as a table for `describe.each`. */
export const versions: { version: string; sdk: Sdk }[] = [
  { version: 'openai 7', sdk: openai7 },
  // Its types differ in what no test here uses; its behaviour is what is tried.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  { version: 'openai 6', sdk: openai6 as unknown as Sdk },
]

/** What a call throws, as the client read it. Fails where the call went through. */
export async function problemOf(sdk: Sdk, call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof sdk.APIError)) throw new Error('This is no error of the API.', { cause: error })
  const { status, code, type, message } = error
  const headers = z.instanceof(Headers).parse(error.headers)
  return {
    kind: error.constructor.name,
    status,
    code,
    type,
    message,
    shouldRetry: headers.get('x-should-retry'),
    retryAfter: headers.get('retry-after'),
    requestId: error.requestID,
  }
}
