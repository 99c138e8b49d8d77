import type { Problem } from '#lib/auth/schema.ts'

/** Why nothing came of a round trip, and what to do; `name` is the provider's. */
export const problemWords: Readonly<Record<Problem, (name: string) => string>> = {
  cancelled: (name) => `${name} was left without a yes, so nothing was done.`,
  failed: (name) => `Something went wrong between here and ${name}. Try again in a moment.`,
  stale: () => 'That took too long, or began in another browser. Begin again here.',
  too_many: () => 'That was a lot at once. Wait a minute, then try again.',
  unknown: (name) =>
    `No account here is connected with this identity of ${name}. Sign in with your password, then connect ${name} in the settings; or ask for an invitation.`,
  known_address: (name) =>
    `There is an account with this e-mail address. Sign in with your password, then connect ${name} in the settings.`,
  no_address: (name) =>
    `${name} gives no e-mail address that it has verified, and an account needs one. Join with a password instead.`,
  unverified: (name) =>
    `${name} has not verified your e-mail address. Verify it there, and try again; or ask for an invitation.`,
  other_address: (name) =>
    `This invitation is for another e-mail address than ${name} gives for you. Join with a password instead.`,
  invitation_over: () => 'This invitation lets nobody in any more. Ask for another one.',
  taken: (name) => `This identity of ${name} belongs to another account here, so it was not connected.`,
  session_ended: (name) =>
    `You were signed out in between, so nothing was connected. Sign in, then connect ${name} again in the settings.`,
}
