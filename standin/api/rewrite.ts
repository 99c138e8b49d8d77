import { oneOf, randomFrom } from '../drawing/random.ts'

const SHOTS = ['A wide photo of', 'A quiet close-up of', 'A cinematic view of', 'An aerial photo of'] as const
const LIGHTS = [
  'in warm evening light',
  'under soft overcast light',
  'in the first light of morning',
  'at blue hour',
] as const
const LOOKS = [
  '35mm lens, shallow depth of field',
  'muted palette, fine film grain',
  'crisp detail, calm composition',
] as const

/** A longer image prompt made of a short one; the same text is always rewritten alike. */
export function rewritePrompt(prompt: string): string {
  const random = randomFrom('rewrite', prompt)
  const subject = prompt.trim().replace(/[.!?\s]+$/, '') || 'a dune landscape'
  const lowered = subject.charAt(0).toLowerCase() + subject.slice(1)
  return `${oneOf(random, SHOTS)} ${lowered}, ${oneOf(random, LIGHTS)}, ${oneOf(random, LOOKS)}`
}
