import 'server-only'

export { changePassword, setPassword } from './data/password.ts'
export { getAccount, updateProfile } from './data/profile.ts'
export { endOtherSessions, endSession, listSessions } from './data/sessions.ts'
export { disconnectIdentity, getWays } from './data/ways.ts'
