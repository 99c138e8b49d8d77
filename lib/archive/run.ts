export { importTeam } from './run/import.ts'
export { removeInTurns, removeTeam, resumeRemovals } from './run/remove.ts'
