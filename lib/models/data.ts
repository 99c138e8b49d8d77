import 'server-only'

export { getDefaultModel, getModel, listModels } from './data/catalogue.ts'
export { estimateCost, upstreamEnvironment } from './data/estimate.ts'
