import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'

export const avif: Container = {
  maxPacketBytes: 8_000_000,
  packetIn: () => null,
  rewrite() {
    throw new Malformed('not yet')
  },
}
