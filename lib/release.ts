/** Far above what Node shares between small buffers. */
const ownBytes = 1024 * 1024

/**
 * Gives the memory of large bytes back now, not at some later collection: V8 walks through all of its heap whenever 64 MB
 * of such memory have come together, which took more time than all that is done with a picture. Nobody may read the bytes,
 * or anything cut from them, afterwards: they are empty.
 */
export function release({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength >= ownBytes) buffer.transfer(0)
}

/** The same of what fills its memory alone, however little it is. What others may have a part of stays. */
export function releaseOwn({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
