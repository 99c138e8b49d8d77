import { parseJson } from '../reading.ts'

/** A multiple of four, and little enough to be cleared away with what is young. */
const pieceLength = 64 * 1024

/**
 * The same of bytes, a piece at a time: as one text they would lie in V8's own heap. They must come four by four, so that
 * no byte that JSON forbids is among them unseen.
 */
function decodeBytes(body: Buffer, from: number, end: number): Buffer | null {
  const isUrl = body.toString('latin1', from, from + 5) === 'data:'
  const start = isUrl ? body.indexOf(',', from) + 1 : from
  const length = end - start
  if (length < 4 || length % 4 !== 0) return null
  const padding = /=*$/.exec(body.toString('latin1', end - 2, end))?.[0].length ?? 0
  const bytes = Buffer.allocUnsafeSlow((length / 4) * 3 - padding)
  let written = 0
  for (let at = start; at < end; at += pieceLength)
    written += bytes.write(body.toString('latin1', at, Math.min(end, at + pieceLength)), written, 'base64')
  return written === bytes.length ? bytes : null
}

export interface ParsedAnswer {
  /** Undefined for what is no JSON. */
  json: unknown
  /** What of it was decoded on the way, by the text that stands in its place. */
  decoded: ReadonlyMap<string, Buffer>
}

const asItIs = (body: Buffer): ParsedAnswer => ({ json: parseJson(body), decoded: new Map() })

/** Smaller bodies are parsed as fast as they are looked through. */
const worthwhileBytes = 64 * 1024
const mark = 'atelier-slice-'
const name = '"b64_json"'
const quote = 0x22
const betweenNameAndText = /^\s*:\s*"/

/** Where the text after the name that ends at `from` begins and ends; null where there is none, or an escape is in it. */
function textAfter(body: Buffer, from: number): { start: number; end: number } | null {
  const between = betweenNameAndText.exec(body.toString('latin1', from, from + 16))
  if (!between) return null
  const start = from + between[0].length
  const end = body.indexOf(quote, start)
  const escape = body.subarray(start, end).indexOf(0x5c)
  return end === -1 || escape !== -1 ? null : { start, end }
}

/**
 * An answer's JSON. Its pictures are cut out of the bytes, and decoded, before the rest is parsed: of 2 MB that takes a
 * fifth of the time. Within a JSON text a quote is escaped, so what is found is a name; anything that is not as it usually
 * is, and the whole is parsed.
 */
export function parseAnswer(body: Buffer): ParsedAnswer {
  if (body.length < worthwhileBytes) return asItIs(body)
  const decoded = new Map<string, Buffer>()
  const rest: Buffer[] = []
  let done = 0
  for (let at = body.indexOf(name); at !== -1; at = body.indexOf(name, done)) {
    const text = textAfter(body, at + name.length)
    const bytes = text && decodeBytes(body, text.start, text.end)
    if (!text || !bytes) return asItIs(body)
    const label = `${mark}${decoded.size}`
    decoded.set(label, bytes)
    rest.push(body.subarray(done, text.start), Buffer.from(label))
    done = text.end
  }
  const remaining = Buffer.concat([...rest, body.subarray(done)])
  const isMistakable = remaining.toString('latin1').split(mark).length > decoded.size + 1
  return isMistakable ? asItIs(body) : { json: parseJson(remaining), decoded }
}
