import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface JsonLines {
  append(value: unknown): void
  close(): void
}

/**
 * Opens an append-only file of JSON lines and hands every line already there to `read`, oldest first. Each append is one
 * synchronous write, so a process killed at any moment has lost no line and torn at most the one being written; a torn
 * line is skipped and closed off with a newline.
 */
export function openJsonLines(path: string, read: (value: unknown) => void): JsonLines {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  const text = readFileSync(path, 'utf8')
  for (const line of text.split('\n')) {
    const value = parseLine(line)
    if (value !== undefined) read(value)
  }
  if (text !== '' && !text.endsWith('\n')) writeSync(file, '\n')
  return {
    append: (value) => void writeSync(file, `${JSON.stringify(value)}\n`),
    close: () => closeSync(file),
  }
}

function parseLine(line: string): unknown {
  if (line === '') return undefined
  try {
    const value: unknown = JSON.parse(line)
    return value
  } catch {
    // Torn by a kill: the change it described was never acknowledged to anybody.
    return undefined
  }
}
