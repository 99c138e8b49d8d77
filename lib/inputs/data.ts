import 'server-only'

export { getUploadBytes } from './data/bytes.ts'
export { keepUpload, requireUploader } from './data/upload.ts'
