import type { Draft } from '#components/playground/draft.ts'
import { dropDraft, findDraft, keepDraft } from '#components/playground/draft.ts'
import { toast } from '#components/ui/toast.tsx'

/** Puts a draft in the place of the team's, and offers to take that back. */
export function putDraft(team: string, draft: Draft, words = 'Taken over into the editor.'): void {
  const before = findDraft(team)
  keepDraft(team, draft)
  toast(words, {
    label: 'Undo',
    run: () => (before ? keepDraft(team, before) : dropDraft(team)),
  })
}
