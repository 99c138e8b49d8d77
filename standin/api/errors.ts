import type { Answer, RequestStatus } from '../contract.ts'

interface ErrorKind {
  readonly status: number
  readonly type: string
  readonly message: string
  /** How the request log files it. Which of the two it is for each code is our guess. */
  readonly logged: RequestStatus
}

/**
 * Every code of docs.lumenfall.ai "Errors" and of Lumenfall's own CLI, with status and a sample message. The types of
 * the first four and of MODEL_NOT_FOUND are documented; the others, the two statuses marked below and the last three
 * codes, are guesses.
 */
export const errorKinds = {
  AUTHENTICATION_FAILED: {
    status: 401,
    type: 'authentication_error',
    message: 'Invalid API key',
    logged: 'rejected',
  },
  INSUFFICIENT_BALANCE: {
    status: 402,
    type: 'insufficient_quota',
    message: 'Insufficient balance: $0.05 required, $0.02 available',
    logged: 'rejected',
  },
  INVALID_REQUEST: {
    status: 400,
    type: 'invalid_request_error',
    message: 'Invalid request',
    logged: 'rejected',
  },
  MODEL_NOT_FOUND: {
    status: 404,
    type: 'invalid_request_error',
    message: "Model 'x' not found",
    logged: 'rejected',
  },
  MODEL_DISABLED: {
    status: 404,
    type: 'invalid_request_error',
    message: 'This model is currently disabled',
    logged: 'rejected',
  },
  CONTENT_POLICY_VIOLATION: {
    status: 400,
    type: 'content_policy_violation',
    message:
      "Unable to show generated images. All images were filtered out because they violated Vertex AI's usage guidelines. " +
      'You will not be charged for blocked images. Try rephrasing the prompt. Support codes: 56562880',
    logged: 'rejected',
  },
  RATE_LIMITED: { status: 429, type: 'rate_limit_error', message: 'Too many requests', logged: 'rejected' },
  ALL_PROVIDERS_EXHAUSTED: {
    status: 502,
    type: 'upstream_error',
    message: 'All providers failed. Last failure: returned NO_IMAGE without image output',
    logged: 'upstream_failure',
  },
  // The status "varies with the provider"; 503 stands for a provider that is away.
  UPSTREAM_ERROR: {
    status: 503,
    type: 'upstream_error',
    message: 'The service is currently unavailable.',
    logged: 'upstream_failure',
  },
  // The code is in Lumenfall's CLI; its status is a guess.
  INTERNAL_ERROR: {
    status: 500,
    type: 'server_error',
    message: 'Internal server error',
    logged: 'upstream_failure',
  },
  RECORDING_NOT_FOUND: {
    status: 404,
    type: 'invalid_request_error',
    message: 'No recording matches this request',
    logged: 'rejected',
  },
  NOT_FOUND: { status: 404, type: 'invalid_request_error', message: 'Not found', logged: 'rejected' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    type: 'invalid_request_error',
    message: 'Method not allowed',
    logged: 'rejected',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    type: 'invalid_request_error',
    message: 'Request body too large',
    logged: 'rejected',
  },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errorKinds

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorKinds, text)
}

/** A refusal in the API's own envelope. `status` and `headers` replace the code's defaults. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ErrorCode,
    message: string = errorKinds[code].message,
    overrides: { status?: number; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.code = code
    this.status = overrides.status ?? errorKinds[code].status
    this.headers = overrides.headers ?? {}
  }
}

/** Ends a call before billing with an answer that is no API error. `logged` is what the request log will say. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly answer: Answer
  readonly logged: RequestStatus

  constructor(answer: Answer, logged: RequestStatus = 'cancelled') {
    super('The call was interrupted on purpose')
    this.answer = answer
    this.logged = logged
  }
}

/** The documented envelope: `{ error: { message, type, code } }`, no `param`. */
export function toErrorAnswer(error: ApiError): Answer {
  const { type } = errorKinds[error.code]
  return {
    status: error.status,
    headers: error.headers,
    json: { error: { message: error.message, type, code: error.code } },
  }
}
