import 'server-only'

export { moveInAlbum, setAlbumCover } from './data/fill.ts'
export { listAlbums } from './data/list.ts'
export { createAlbum, removeAlbum, renameAlbum, restoreAlbum } from './data/save.ts'
