export const killPoints = [
  'before the call',
  'during the call',
  'at the first byte of the answer',
  'when the answer is recorded',
  'before the bytes are stored',
  'when the bytes are stored',
] as const

export type KillPoint = (typeof killPoints)[number]
