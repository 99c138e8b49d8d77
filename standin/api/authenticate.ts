import type { State } from '../state.ts'
import { ApiError } from './errors.ts'

/**
 * The id of the key that `Authorization: Bearer lmnfl_<key id>.<secret>` carries. Throws AUTHENTICATION_FAILED when it is
 * missing, unknown, or every key is being refused.
 */
export function authenticate(authorization: string | undefined, state: State): string {
  const key = authorization?.match(/^Bearer (\S+)$/i)?.[1]
  if (key === undefined || !state.apiKeys.includes(key) || state.settings.keyRefused) {
    throw new ApiError('AUTHENTICATION_FAILED')
  }
  return key.split('.')[0]?.replace(/^lmnfl_/, '') ?? key
}
