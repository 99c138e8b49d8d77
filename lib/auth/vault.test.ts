import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from './vault.ts'

test('what is sealed opens for what it belongs to, and nowhere else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (text, context, other) => {
      const sealed = seal(text, context)
      expect(unseal(sealed, context)).toBe(text)
      if (other !== context) expect(unseal(sealed, other)).toBeNull()
    }),
  )
})

test('the same text is sealed differently each time, and says nothing of itself', () => {
  const [one, other] = [seal('lmnfl_a.secret', 'team'), seal('lmnfl_a.secret', 'team')]
  expect(Buffer.from(one.ciphertext).equals(Buffer.from(other.ciphertext))).toBe(false)
  expect(Buffer.from(one.ciphertext).toString('latin1')).not.toContain('secret')
})

test('one bit that was changed, anywhere, and it opens no more', () => {
  const sealed = seal('lmnfl_a.secret', 'team')
  for (const part of ['ciphertext', 'iv'] as const)
    for (let bit = 0; bit < sealed[part].length * 8; bit++) {
      const bytes = Uint8Array.from(sealed[part])
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(unseal({ ...sealed, [part]: bytes }, 'team')).toBeNull()
    }
  expect(unseal({ ...sealed, keyId: 'another' }, 'team')).toBeNull()
  expect(unseal({ ...sealed, ciphertext: new Uint8Array(3) }, 'team')).toBeNull()
})
