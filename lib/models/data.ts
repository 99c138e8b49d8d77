import 'server-only'

export { getModel, listModels } from './data/catalogue.ts'
export { estimateCost, upstreamEnvironment } from './data/estimate.ts'
