import { z } from 'zod'
import { latin } from './bytes.ts'
import { chunksOf } from './png.ts'

const mostBytes = 1_000_000

/** The texts of a PNG by their names, as far as they are not compressed. */
function textsIn(bytes: Uint8Array): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { type, data } of chunksOf(bytes)) {
    if ((type !== 'tEXt' && type !== 'iTXt') || data.length > mostBytes) continue
    const end = data.indexOf(0)
    const name = latin(data, 0, end)
    if (type === 'tEXt') texts.set(name, latin(data, end + 1))
    // After the name: whether it is compressed, and how; its language; the name in it.
    else if (data[end + 1] === 0) {
      const from = data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1
      texts.set(name, new TextDecoder().decode(data.subarray(from)))
    }
  }
  return texts
}

/** "words, Negative prompt: …, Steps: 20, Sampler: …": the words alone. */
const wordsOf = (parameters: string) => (parameters.split(/\n(?:Negative prompt:|Steps: \d)/)[0] ?? '').trim()

const nodesSchema = z.record(
  z.string(),
  z.looseObject({ inputs: z.record(z.string(), z.unknown()).optional() }),
)
const linkSchema = z.tuple([z.string(), z.number()])

/** The text that the sampler of a graph starts from. */
function wordsOfGraph(json: string): string {
  const nodes = nodesSchema.safeParse(JSON.parse(json)).data ?? {}
  for (const { inputs } of Object.values(nodes)) {
    const link = linkSchema.safeParse(inputs?.['positive']).data
    const text = link && nodes[link[0]]?.inputs?.['text']
    if (typeof text === 'string') return text.trim()
  }
  return ''
}

/** The words that two widespread programs leave in the PNGs they make; null where there are none. */
export function promptIn(png: Uint8Array): string | null {
  const texts = textsIn(png)
  const parameters = wordsOf(texts.get('parameters') ?? '')
  if (parameters !== '') return parameters
  const graph = texts.get('prompt')
  return (graph === undefined ? '' : wordsOfGraph(graph)) || null
}
