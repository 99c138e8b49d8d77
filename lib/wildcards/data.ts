import 'server-only'

export { listsFor } from './data/entries.ts'
export { getWildcard, listWildcards } from './data/read.ts'
export { removeWildcard, saveWildcard } from './data/save.ts'
