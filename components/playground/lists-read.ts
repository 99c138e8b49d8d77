interface Asked {
  /** Those that were asked for last. */
  names: readonly string[]
  /** They have come, and are not those of the question before. */
  isRead: boolean
  error: Error | null
}

/** Why a prompt that names lists cannot be expanded: with some of them missing, their names would be sent as words. */
export function whyNotRead(names: readonly string[], { names: asked, isRead, error }: Asked): string | null {
  if (names.length === 0) return null
  if (!names.every((name) => asked.includes(name))) return 'The lists are being loaded.'
  if (isRead) return null
  return error ? error.message : 'The lists are being loaded.'
}
