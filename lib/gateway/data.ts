import 'server-only'

export { describeModel, listApiModels } from './data/models.ts'
export { readEdit } from './data/edits.ts'
export { answerCall } from './data/respond.ts'
export { askPrice, makeImages } from './data/images.ts'
