import type { Call } from '../contract.ts'

/** `?dryRun=true`: the call asks what it would cost. Works on every paid path. */
export function isDryRun({ query }: Pick<Call, 'query'>): boolean {
  return query.get('dryRun') === 'true'
}
