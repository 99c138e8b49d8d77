import { setTimeout } from 'node:timers/promises'
import type { Answer, Deliver } from '../contract.ts'
import { bytesOf, startAnswer, writePiece } from '../http/deliver.ts'
import { aborted, wait } from '../http/wait.ts'

/** How long a written piece gets to reach the client before the connection goes: a reset may throw away what waits. */
const SETTLE_MS = 25

/** A small HTML page where JSON was expected. */
export function htmlPage(status: number, title: string): Answer {
  const page = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes: Buffer.from(page) }
}

/** The connection is reset (RST); the client has seen no byte of an answer. */
export const deliverReset: Deliver = async (response) => {
  response.socket?.resetAndDestroy()
  return 'cut'
}

/** Says nothing for as long as the client stays. */
export const deliverNothing: Deliver = async (response, _, left) => {
  await aborted(left)
  response.destroy()
  return 'sent'
}

/** Half of the body under an honest content-length, then a reset. */
export const deliverResetInBody: Deliver = async (response, answer, left) => {
  await deliverHalf(response, answer, left)
  response.socket?.resetAndDestroy()
  return 'cut'
}

/** Half of the body under an honest content-length, then an orderly end. */
export const deliverCloseInBody: Deliver = async (response, answer, left) => {
  await deliverHalf(response, answer, left)
  response.socket?.end()
  return 'cut'
}

/** The body at so many bytes a second, ten times a second. */
export function deliverDripping(bytesPerSecond: number): Deliver {
  return async (response, answer, left) => {
    const bytes = startAnswer(response, answer)
    const step = Math.max(1, Math.round(bytesPerSecond / 10))
    for (let at = 0; at < bytes.length; at += step) {
      if (!(await writePiece(response, bytes.subarray(at, at + step), left))) return 'sent'
      try {
        await wait((1000 * step) / bytesPerSecond, left)
      } catch {
        // The client has had enough, which is what this fault is for.
        return 'sent'
      }
    }
    response.end()
    return 'sent'
  }
}

async function deliverHalf(...[response, answer, left]: Parameters<Deliver>): Promise<void> {
  const bytes = startAnswer(response, answer)
  await writePiece(response, bytes.subarray(0, Math.floor(bytes.length / 2)), left)
  await setTimeout(SETTLE_MS)
}

/** The whole body, but cut in the middle, with a length that fits the cut: good HTTP, broken JSON. */
export function cutBody(answer: Answer): Answer {
  const { json: _, ...rest } = answer
  const bytes = bytesOf(answer)
  return {
    ...rest,
    headers: { 'content-type': 'application/json; charset=utf-8', ...answer.headers },
    bytes: bytes.subarray(0, Math.floor(bytes.length / 2)),
  }
}
