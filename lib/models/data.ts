import 'server-only'

export { defaultModelId, getDefaultModel, getModel, listModels, readCatalogue } from './data/catalogue.ts'
export { accountOf, upstreamBaseUrl, upstreamEnvironment, viewerUpstream } from './data/connection.ts'
export { estimateCost } from './data/estimate.ts'
export { upstreamState } from './data/upstream-state.ts'
