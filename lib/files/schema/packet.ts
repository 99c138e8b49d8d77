import type { FileRecipe } from './recipe.ts'

/** Names what is ours inside a packet. It is no address: nothing is there to be asked. */
export const recipeNamespace = 'urn:uuid:5b1cf4a0-6d0c-4a0e-9c7e-2f64b3a4d1e7#'

const namespaces = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  atelier: recipeNamespace,
}

const sources = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

/** What XML cannot hold, not even escaped. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const special: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Any text as the content of an element, or of an attribute in quotes. */
export const escapeXml = (text: string): string =>
  text.replaceAll(impossible, '\ufffd').replaceAll(/[&<>"\r]/g, (letter) => special[letter] ?? '')

/** JSON that XML can hold: it says by its own escapes what XML has none for. */
const toJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`)

const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>\n`

function written(recipe: FileRecipe, hasWords: boolean): string {
  const { prompt, model, inputs, createdAt } = recipe
  const made = inputs > 0 ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia'
  const words =
    prompt === null || !hasWords
      ? ''
      : `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(prompt)}</rdf:li></rdf:Alt></dc:description>\n` +
        element('Iptc4xmpExt:AIPromptInformation', prompt)
  const names = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' +
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF${names.join('')}>\n<rdf:Description rdf:about="">\n` +
    words +
    element('xmp:CreatorTool', 'Atelier') +
    element('xmp:CreateDate', createdAt) +
    element('Iptc4xmpExt:DigitalSourceType', sources + made) +
    element('Iptc4xmpExt:AISystemUsed', model) +
    element('atelier:recipe', toJson(recipe)) +
    '</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
  )
}

/**
 * A recipe as an XMP packet. Where it is larger than `maxBytes`, what only repeats the prompt for other programs is
 * left out; null where not even that is enough.
 */
export function toPacket(recipe: FileRecipe, maxBytes: number): Uint8Array | null {
  const encoder = new TextEncoder()
  for (const hasWords of [true, false]) {
    const packet = encoder.encode(written(recipe, hasWords))
    if (packet.length <= maxBytes) return packet
  }
  return null
}
