import { mutationOptions } from '@tanstack/react-query'
import { postJson } from '#lib/http.ts'
import type { Improvement } from './schema.ts'

/** A rewrite of a prompt, to be accepted or not. Paid for with each call, so it is never repeated by itself. */
export const improvePromptMutation = (team: string) =>
  mutationOptions({
    mutationFn: (prompt: string) => postJson<Improvement>(`/api/t/${team}/improvements`, { prompt }),
    retry: false,
  })
