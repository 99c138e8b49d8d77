export type { Original, Rendered } from './run/render.ts'
export { renderDownload } from './run/render.ts'
export type { ZipImage, ZipOptions } from './run/zip.ts'
export { zipOf } from './run/zip.ts'
