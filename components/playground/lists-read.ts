interface Asked {
  /** Those that were asked for last. */
  names: readonly string[]
  /** They have come, and are not those of the question before. */
  isRead: boolean
  error: Error | null
}

export interface Readiness {
  /** They are on their way: with some of them missing, their names would be sent as words. */
  isLoading: boolean
  /** Why they cannot be had. */
  problem: string | null
}

/** Whether a prompt that names these lists can be expanded yet. */
export function readinessOf(names: readonly string[], { names: asked, isRead, error }: Asked): Readiness {
  const isAsked = names.every((name) => asked.includes(name))
  if (names.length === 0 || (isAsked && isRead)) return { isLoading: false, problem: null }
  return isAsked && error ? { isLoading: false, problem: error.message } : { isLoading: true, problem: null }
}
