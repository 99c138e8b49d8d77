import type { TeamTable } from './table.ts'
import { kept } from './table.ts'

const placed = { imageId: 'Image', imageCreatedAt: 'time' }
const switches = ['showPrompts', 'showParameters', 'allowDownload', 'allowRemix', 'showStars', 'showNames']

/** What was put on pictures, and made of them. */
export const lookingTables: readonly TeamTable[] = [
  kept('ImageMark', 'imageId userId', {
    ...placed,
    userId: 'person',
    favourite: 'flag',
    rating: 'int?',
    rejected: 'flag',
  }),
  kept('ImageTag', 'imageId tagId', { ...placed, tagId: 'Tag' }),
  kept('AlbumImage', 'albumId imageId', { ...placed, albumId: 'Album', rank: 'number' }),
  kept('Share', 'id', {
    id: 'id',
    createdById: 'person',
    kind: 'enum ShareKind',
    sourceId: 'uuid?',
    title: 'text',
    note: 'text',
    expiresAt: 'time?',
    revokedAt: 'time?',
    ...Object.fromEntries(switches.map((name) => [name, 'flag'])),
    createdAt: 'time',
    updatedAt: 'time',
  }),
  kept('ShareImage', 'shareId imageId', {
    shareId: 'Share',
    imageId: 'Image',
    rank: 'int',
    isStarred: 'flag',
  }),
  kept('ShareDay', 'shareId day', { shareId: 'Share', day: 'day', views: 'int' }),
  kept('Example', 'id', {
    id: 'id',
    ownerId: 'uuid?',
    imageId: 'Image?',
    promptId: 'Prompt?',
    promptVersionId: 'PromptVersion?',
    modelId: 'text',
    recipe: 'json',
    title: 'text',
    note: 'text',
    rank: 'number',
    isOnProfile: 'flag',
    createdById: 'person',
    createdAt: 'time',
    trashedAt: 'time?',
  }),
]
