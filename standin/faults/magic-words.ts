import type { ActiveFault, Fields } from '../contract.ts'
import { findFault, type FindFault } from './table.ts'

const MAGIC_WORD = /\[\[([a-z0-9-]+)(?::([^\]]*))?\]\]/g

/** The faults a prompt asks for with `[[name]]` or `[[name:argument]]`. Anything else in brackets is plain text. */
export function faultsInPrompt(prompt: string, find: FindFault = findFault): ActiveFault[] {
  return [...prompt.matchAll(MAGIC_WORD)].flatMap(([, name = '', argument]) => find(name, argument) ?? [])
}

/** The prompt without its magic words: what gets drawn. */
export function withoutMagicWords(prompt: string, find: FindFault = findFault): string {
  const rest = prompt.replaceAll(MAGIC_WORD, (word: string, name: string, argument?: string) =>
    find(name, argument) === undefined ? word : '',
  )
  return rest.replaceAll(/\s{2,}/g, ' ').trim()
}

/** The prompt of an image call, or the last thing a user says in a chat. */
export function promptOf(fields: Fields): string {
  if (typeof fields['prompt'] === 'string') return fields['prompt']
  const messages: unknown = fields['messages']
  if (!Array.isArray(messages)) return ''
  const last: unknown = messages.findLast((message: unknown) => contentOf(message) !== undefined)
  return contentOf(last) ?? ''
}

function contentOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  if (!('role' in message) || !('content' in message) || message.role !== 'user') return undefined
  return typeof message.content === 'string' ? message.content : undefined
}
