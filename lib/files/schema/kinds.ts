/** The types of pictures that are kept here. */
export const pictureMimes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const
export type PictureMime = (typeof pictureMimes)[number]

/** What a file's bytes can tell and take, without its pixels being touched. */
export interface Container {
  /** The XMP packet inside, if there is one. Of what is not well formed: null. */
  packetIn(bytes: Uint8Array): Uint8Array | null
  /**
   * The same picture without what anybody wrote beside it, and with `packet` if one is given. What decides how it
   * looks stays: colours, orientation, the frames of an animation. Throws Malformed.
   */
  rewrite(bytes: Uint8Array, packet: Uint8Array | null): Uint8Array
  /** As large as a packet can be. */
  maxPacketBytes: number
}

/** The bytes are not what their type says. */
export class Malformed extends Error {
  override name = 'Malformed'
}
