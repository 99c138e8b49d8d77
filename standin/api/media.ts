import type { Answer, Call } from '../contract.ts'
import type { State } from '../state.ts'

/** GET /media/{file}: whoever knows the name may have the bytes, for as long as they live. */
export function getMedia(call: Call, { media }: State): Answer {
  const found = media.find(call.pathname.slice('/media/'.length))
  if (found.state === 'found') {
    return { status: 200, headers: { 'content-type': found.contentType }, bytes: found.bytes }
  }
  const headers = { 'content-type': 'text/plain' }
  return found.state === 'gone'
    ? { status: 410, headers, bytes: Buffer.from('Gone') }
    : { status: 404, headers, bytes: Buffer.from('Not found') }
}
