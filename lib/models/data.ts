import 'server-only'

export { defaultModelId, getDefaultModel, getModel, listModels } from './data/catalogue.ts'
export { estimateCost, upstreamBaseUrl, upstreamEnvironment } from './data/estimate.ts'
export { upstreamState } from './data/upstream-state.ts'
