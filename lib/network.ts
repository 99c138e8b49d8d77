/** The first 64 bits of an IPv6 address, as four groups. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

/** An IPv4 address in an IPv6 socket. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * What is counted as one neighbour: an IPv4 address, or an IPv6 network of 64 bits, for whoever has one address there
 * has all of them.
 */
export function networkOf(address: string): string {
  const plain = mapped.exec(address)?.[1] ?? address
  return plain.includes(':') ? prefixOf(plain.toLowerCase().replace(/%.*/, '')) : plain
}

/** The client's address. Our own server overwrites the header, unless a trusted proxy wrote it. */
export const addressOf = (headers: Headers) =>
  headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'unknown'
