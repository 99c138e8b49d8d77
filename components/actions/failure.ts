import { unstable_isUnrecognizedActionError as isFromOlderVersion } from 'next/navigation'

export interface ActionFailure {
  code: string
  message: string
}

interface ActionResult {
  serverError?: ActionFailure | undefined
  validationErrors?: { formErrors: string[]; fieldErrors: Partial<Record<string, string[]>> } | undefined
}

const lost: ActionFailure = {
  code: 'unavailable',
  message: 'The server cannot be reached. Check the connection; what you typed is still here.',
}

const outdated: ActionFailure = {
  code: 'outdated',
  message: 'Atelier was updated while this page was open. Reload it; what you typed is kept.',
}

function failureIn(result: ActionResult | undefined): ActionFailure | null {
  if (result?.serverError) return result.serverError
  const wrong = result?.validationErrors
  if (!wrong) return null
  const [message] = [...wrong.formErrors, ...Object.values(wrong.fieldErrors).flat()]
  return { code: 'invalid', message: message ?? 'The server did not understand this. Reload the page.' }
}

/** Runs an action; what it gave, or what went wrong, with a sentence for people. */
export async function answerOf<T>(
  action: () => Promise<(ActionResult & { data?: T }) | undefined>,
): Promise<{ data: T | undefined; failure: ActionFailure | null }> {
  try {
    const result = await action()
    return { data: result?.data, failure: failureIn(result) }
  } catch (error) {
    return { data: undefined, failure: isFromOlderVersion(error) ? outdated : lost }
  }
}

/** Runs an action; what went wrong as a value, with a sentence for people, or null. */
export const failureOf = async (
  action: () => Promise<ActionResult | undefined>,
): Promise<ActionFailure | null> => (await answerOf(action)).failure
