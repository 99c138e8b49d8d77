import 'server-only'

export { getDownload } from './data/download.ts'
export { zipSelection } from './data/zip.ts'
