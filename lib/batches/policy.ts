import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Visibility } from '#lib/generations/schema.ts'
import type { BatchCounts, BatchState } from './schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

interface Thing {
  authorId: string
  visibility: Visibility
  state: BatchState
  counts: Pick<BatchCounts, 'queued'>
  /** Null where nothing can be tried again. */
  retryUpTo: Date | null
}

/** Who may do what with a batch of their team. The same functions decide whether a button shows. */
export const batchPolicy = {
  create: (viewer: Who) => may(viewer, 'generations.create'),
  /** All its words: the plan, and those of cells that others do not see. */
  readAll: (viewer: Who, thing: Pick<Thing, 'authorId'>) =>
    mayWith(viewer, 'generations.see private', thing.authorId),
  /**
   * A private one is its author's and the admins'. Another is also there for whoever sees a generation in it: it is told
   * by the words of its pictures, and is as private as all of them. `lib/batches/data/visible.ts` says it in SQL.
   */
  see: (viewer: Who, thing: Pick<Thing, 'authorId' | 'visibility'> & { isAnySeen: boolean }) =>
    batchPolicy.readAll(viewer, thing) || (thing.visibility === 'team' && thing.isAnySeen),
  /** To pause, resume and cancel, whatever state it is in. */
  steer: (viewer: Who, thing: Pick<Thing, 'authorId'>) =>
    mayWith(viewer, 'generations.cancel', thing.authorId),
  pause: (viewer: Who, thing: Thing) =>
    thing.state === 'running' && thing.counts.queued > 0 && batchPolicy.steer(viewer, thing),
  resume: (viewer: Who, thing: Thing) => thing.state === 'paused' && batchPolicy.steer(viewer, thing),
  cancel: (viewer: Who, thing: Thing) =>
    (thing.state === 'running' || thing.state === 'paused') && batchPolicy.steer(viewer, thing),
  /** Another attempt is paid on the author's name, so nobody else may start it. */
  retryFailed: (viewer: Who, thing: Pick<Thing, 'authorId' | 'retryUpTo'>) =>
    thing.retryUpTo !== null && mayWith(viewer, 'generations.retry', thing.authorId),
}
