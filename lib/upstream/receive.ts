import type { IncomingHttpHeaders } from 'node:http'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { releaseOwn } from '#lib/release.ts'
import type { AnswerHead, Recorder, Recording } from './port.ts'

/** What takes a body out of its encoding; undefined for what is in none that is known. */
const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

function toHead(status: number, headers: IncomingHttpHeaders): AnswerHead {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) texts[name] = [value ?? ''].flat().join(', ')
  return { status, headers: texts }
}

/**
 * Hands an answer on, chunk by chunk, and gives the memory of each back: a large one would be collected once for every
 * thirteen pictures, with all of V8's heap. A web stream, as `fetch` makes one, would copy them besides.
 */
export function receive(
  record: Recorder,
  done: () => void,
  failed: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  let recording: Recording | undefined
  let decoder: Transform | undefined
  let isOver = false
  const fail = (error: unknown) => {
    isOver = true
    failed(error)
  }
  /** What comes after a failure is no part of anything, least of all its end. */
  const unlessOver = (step: () => void) => {
    if (isOver) return
    try {
      step()
    } catch (error) {
      fail(error)
    }
  }
  const finish = () =>
    unlessOver(() => {
      recording?.end()
      done()
    })
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, status, headers) => {
      // What only says that an answer is coming.
      if (status < 200) return
      const head = toHead(status, headers)
      unlessOver(() => (recording = record(head)))
      const decode = decoders[head.headers['content-encoding']?.trim().toLowerCase() ?? '']
      decoder = decode?.()
      decoder?.on('data', (chunk: Buffer) => unlessOver(() => recording?.write(chunk)))
      decoder?.on('end', finish)
      decoder?.on('error', fail)
    },
    onResponseData: (controller, chunk) => {
      if (decoder?.write(chunk) === false) {
        controller.pause()
        decoder.once('drain', () => controller.resume())
      }
      if (decoder) return
      unlessOver(() => recording?.write(chunk))
      releaseOwn(chunk)
    },
    onResponseEnd: () => (decoder ? decoder.end() : finish()),
    onResponseError: (_controller, error) => fail(error),
  }
}
