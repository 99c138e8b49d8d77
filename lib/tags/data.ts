import 'server-only'

export { listTags } from './data/list.ts'
export { mergeTags, removeTag, renameTag } from './data/manage.ts'
