import 'server-only'

export { getUploadBytes } from './data/bytes.ts'
export { receiveUpload, whileUploading } from './data/receive.ts'
export { keepUpload } from './data/upload.ts'
