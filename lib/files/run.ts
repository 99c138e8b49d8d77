export { renderDownload } from './run/render.ts'
export type { ZipImage } from './run/zip.ts'
export { zipOf } from './run/zip.ts'
