import 'server-only'

export { getImageBytes } from './data/bytes.ts'
export { getImageDetail } from './data/detail.ts'
export { listGalleryImages } from './data/gallery.ts'
export { setMarks } from './data/marks.ts'
export { selectedIds } from './data/selection.ts'
export { removeImages, restoreImages } from './data/trash.ts'
