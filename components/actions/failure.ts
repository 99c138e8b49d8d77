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

/** Runs an action; what went wrong as a value, with a sentence for people, or null. */
export async function failureOf(
  action: () => Promise<ActionResult | undefined>,
): Promise<ActionFailure | null> {
  try {
    const result = await action()
    if (result?.serverError) return result.serverError
    const wrong = result?.validationErrors
    if (!wrong) return null
    const [message] = [...wrong.formErrors, ...Object.values(wrong.fieldErrors).flat()]
    return { code: 'invalid', message: message ?? 'The server did not understand this. Reload the page.' }
  } catch (error) {
    return isFromOlderVersion(error) ? outdated : lost
  }
}
