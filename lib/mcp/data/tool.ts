import 'server-only'
import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/server'
import { requireScope } from '#lib/auth/caller-route.ts'
import type { Caller, TokenScope } from '#lib/auth/schema.ts'
import { isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'

export interface Place {
  /** Where the caller reached this server. */
  origin: string
  /** Aborted when the client is gone. */
  left: AbortSignal
}

export const words = (text: string): ContentBlock => ({ type: 'text', text })

/** What a program reads. */
export const asJson = (value: unknown): CallToolResult => ({ content: [words(JSON.stringify(value))] })

export const sorry = (sentence: string): CallToolResult => ({ isError: true, content: [words(sentence)] })

/**
 * Runs a tool for a token that is made for it. What somebody can mend is the tool's answer, as a sentence; what nobody can
 * is logged.
 */
export async function answered(
  caller: Caller,
  scope: TokenScope,
  run: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    requireScope(caller, scope)
    return await run()
  } catch (error) {
    if (isAppError(error)) return sorry(error.message)
    log.error({ err: error }, 'a tool failed')
    return sorry('Something went wrong here. It was logged.')
  }
}
