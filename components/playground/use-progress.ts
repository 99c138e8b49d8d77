'use client'

import { useState } from 'react'
import { plural } from '#lib/format.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import { useSettled } from './use-settled.ts'

/** What changes in one breath is said once. */
const settleMs = 700

/** The ids of those that are under way together: all that were, since nothing was. The same array when nothing joins. */
export function nextBatch(batch: readonly string[], open: readonly string[]): readonly string[] {
  const joining = open.filter((id) => !batch.includes(id))
  if (joining.length === 0) return batch
  return open.some((id) => batch.includes(id)) ? [...batch, ...joining] : joining
}

interface Member {
  status: Generation['status']
  images: readonly unknown[]
}

/** "8 generations under way", "3 of 8 done", "8 of 8 done, 1 without pictures". */
export function describeProgress(batch: readonly Member[]): string {
  const done = batch.filter(({ status }) => !isOpen(status))
  if (batch.length === 0) return ''
  if (done.length === 0) return `${plural(batch.length, 'generation')} under way`
  const without = done.filter(({ images }) => images.length === 0).length
  return `${done.length} of ${batch.length} done${without > 0 ? `, ${without} without pictures` : ''}`
}

/** For those who listen: how many are done of those that were under way together. */
export function useProgress(generations: readonly Generation[]): string {
  const [batch, setBatch] = useState<readonly string[]>([])
  const open = generations.filter(({ status }) => isOpen(status)).map(({ id }) => id)
  const next = nextBatch(batch, open)
  if (next !== batch) setBatch(next)
  return useSettled(describeProgress(generations.filter(({ id }) => next.includes(id))), settleMs)
}
