import 'server-only'

export { askPrice, makeImages } from './data/images.ts'
export { describeModel, listApiModels } from './data/models.ts'
