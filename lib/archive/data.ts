import 'server-only'
export { exportTeam } from './data/export.ts'
export { deleteTeam } from './data/delete.ts'
