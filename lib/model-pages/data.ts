import 'server-only'

export { getCatalogue } from './data/catalogue.ts'
export { findModelId, getModelPage } from './data/page.ts'
export { getCatalogueText, getModelText } from './data/text.ts'
