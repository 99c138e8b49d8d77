import type { Fault, Picture } from '../contract.ts'
import { hugePng, SCRIPTED_SVG } from './hostile-files.ts'

/** Faults in the bytes of the pictures. All are billed like good ones. */
export const pictureFaults = {
  'not-an-image': {
    billed: 'yes',
    effect: 'The bytes are text',
    picture: (picture) =>
      withBytes(picture, Buffer.from('This is not the image you are looking for.\n'.repeat(40))),
  },
  svg: {
    billed: 'yes',
    effect: 'An SVG with a script instead of the format asked for',
    picture: () => ({ bytes: SCRIPTED_SVG, extension: 'svg', contentType: 'image/svg+xml' }),
  },
  'huge-dimensions': {
    billed: 'yes',
    effect: 'A valid PNG of 30,000 × 30,000 pixels in some 120 kB',
    picture: () => ({ bytes: hugePng(), extension: 'png', contentType: 'image/png' }),
  },
  'truncated-image': {
    billed: 'yes',
    effect: 'The file stops in the middle',
    picture: (picture) => withBytes(picture, picture.bytes.subarray(0, Math.floor(picture.bytes.length / 2))),
  },
  polyglot: {
    billed: 'yes',
    effect: 'A good picture followed by an HTML page with a script',
    picture: (picture) => withBytes(picture, Buffer.concat([picture.bytes, HTML_TAIL])),
  },
} as const satisfies Record<string, Fault>

const HTML_TAIL = Buffer.from(
  '<!doctype html><html><body><script>document.title = "polyglot"</script></body></html>',
)

function withBytes(picture: Picture, bytes: Buffer): Picture {
  return { ...picture, bytes }
}
