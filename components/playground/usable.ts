import type { Model } from '#lib/models/schema.ts'

/** Why nothing can be made with a model; null where something can. */
export function whyNotUsable({ status, support }: Pick<Model, 'status' | 'support'>): string | null {
  if (!support.supported) return support.reason
  return status === 'active' ? null : 'The API does not serve this model any more. Choose another one.'
}
