import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Viewer, Visitor } from '#lib/auth/schema.ts'

type Who = Pick<Viewer, 'userId' | 'role'>

/**
 * Who may make and change links. Which images somebody may share is what they see (`lib/images/policy.ts`): so a private
 * one is shared by its author or an admin.
 */
export const sharePolicy = {
  make: (viewer: Who) => may(viewer, 'shares.make'),
  /** Its maker's, as long as they are a member; and the admins'. */
  keep: (viewer: Who, share: { makerId: string }) => mayWith(viewer, 'shares.keep', share.makerId),
}

/** What can be asked of a link. */
export const visitorDoors = [
  'page',
  'json',
  'preview',
  'original',
  'zip',
  'card',
  'prompt',
  'parameters',
  'recipe',
  'stars',
  'names',
] as const
export type VisitorDoor = (typeof visitorDoors)[number]

type Switched = Pick<
  Visitor,
  | 'hasPassword'
  | 'showPrompts'
  | 'showParameters'
  | 'allowDownload'
  | 'allowRemix'
  | 'showStars'
  | 'showNames'
>

const opens: Record<VisitorDoor, (visitor: Switched) => boolean> = {
  page: () => true,
  json: () => true,
  preview: () => true,
  original: ({ allowDownload }) => allowDownload,
  zip: ({ allowDownload }) => allowDownload,
  /** It is shown where somebody pastes the link, to people without the password. */
  card: ({ hasPassword }) => !hasPassword,
  prompt: ({ showPrompts }) => showPrompts,
  parameters: ({ showParameters }) => showParameters,
  recipe: ({ allowRemix, showPrompts, showParameters }) => allowRemix && showPrompts && showParameters,
  stars: ({ showStars }) => showStars,
  names: ({ showNames }) => showNames,
}

/** The one answer to what a visitor of a link may have: page, data, bytes, file and card ask it alike. */
export const visitorMay = (visitor: Switched, door: VisitorDoor): boolean => opens[door](visitor)
