import 'server-only'

export { askPrice, makeImages } from './data/images.ts'
export { describeModel, listApiModels } from './data/models.ts'
export { readEdit } from './data/edits.ts'
export type { Asked } from './data/images.ts'
