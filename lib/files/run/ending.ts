/** So many files a zip can have by its first format; the number is then in a record of the later one. */
const mostFiles = 0xffff
const endLength = 22

const isEnd = (chunk: Uint8Array) =>
  chunk.length === endLength && Buffer.from(chunk.subarray(0, 4)).equals(Buffer.from('PK\x05\x06'))

/**
 * The records of the later format (zip64) that say how many files there are, and where their directory lies: made of the
 * end of a zip that has them not.
 */
function countedBy(end: Uint8Array, files: number): Uint8Array {
  const old = Buffer.from(end)
  const [size, offset] = [BigInt(old.readUInt32LE(12)), BigInt(old.readUInt32LE(16))]
  const record = Buffer.alloc(76)
  record.write('PK\x06\x06', 0, 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(files), 24)
  record.writeBigUInt64LE(BigInt(files), 32)
  record.writeBigUInt64LE(size, 40)
  record.writeBigUInt64LE(offset, 48)
  record.write('PK\x06\x07', 56, 'latin1')
  record.writeBigUInt64LE(offset + size, 64)
  record.writeUInt32LE(1, 72)
  return record
}

/**
 * The chunks of a zip, whose writer knows zip64 for what is large and not for what is many: where there are more files
 * than the first format can count and nothing else made the later one necessary, its records are put before the end.
 */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  files: () => number,
): AsyncGenerator<Uint8Array> {
  let before: Uint8Array | null = null
  let last: Uint8Array | null = null
  for await (const chunk of chunks) {
    if (last) yield last
    before = last
    last = chunk
  }
  if (!last) return
  const hasRecords = before !== null && Buffer.from(before).includes('PK\x06\x07')
  if (isEnd(last) && files() >= mostFiles && !hasRecords) yield countedBy(last, files())
  yield last
}
