/** What Google's safety filter found, by the category of its support codes. */
const findings = {
  child: 'a child',
  celebrity: 'a celebrity',
  celebrityOrChild: 'a celebrity or a child',
  dangerous: 'dangerous content',
  hate: 'hate',
  other: 'a reason that it does not name',
  people: 'a person or a face',
  personal: 'personal information',
  prohibited: 'prohibited content',
  sexual: 'sexual content',
  thirdParty: 'third-party content',
  toxic: 'toxic content',
  violence: 'violence',
  vulgar: 'vulgar language',
} as const

type Finding = keyof typeof findings

/**
 * Where it found it, and what; the codes that stand for both sides have no place. Source: the table of support codes on
 * Vertex AI's page of responsible AI for Imagen.
 */
const codes: Readonly<Record<string, readonly ['prompt' | 'picture' | null, Finding]>> = {
  '58061214': ['prompt', 'child'],
  '17301594': ['picture', 'child'],
  '29310472': ['prompt', 'celebrity'],
  '15236754': ['picture', 'celebrity'],
  '62263041': ['prompt', 'dangerous'],
  '57734940': ['prompt', 'hate'],
  '22137204': ['picture', 'hate'],
  '42876398': ['prompt', 'other'],
  '29578790': ['picture', 'other'],
  '74803281': ['picture', 'other'],
  '39322892': ['picture', 'people'],
  '92201652': ['prompt', 'personal'],
  '89371032': ['prompt', 'prohibited'],
  '49114662': ['picture', 'prohibited'],
  '72817394': ['picture', 'prohibited'],
  '90789179': ['prompt', 'sexual'],
  '63429089': ['picture', 'sexual'],
  '43188360': ['picture', 'sexual'],
  '78610348': ['prompt', 'toxic'],
  '61493863': ['prompt', 'violence'],
  '56562880': ['picture', 'violence'],
  '32635315': ['prompt', 'vulgar'],
  '64151117': [null, 'celebrityOrChild'],
  '35561574': ['prompt', 'thirdParty'],
  '35561575': ['picture', 'thirdParty'],
}

const pattern = /Support codes?: ?(\d{6,12}(?:[, ]+\d{6,12})*)/gi

/** More than one answer of a few images carries. */
const mostCodes = 8

const codesIn = (message: string): string[] => [
  ...new Set([...message.matchAll(pattern)].flatMap(([, list = '']) => list.split(/[, ]+/))),
]

/** Google's own example has the code of a prompt for pictures that were made: then the code does not say where. */
function explain(code: string, isOfPictures: boolean): string {
  const [place, finding] = codes[code] ?? [null, 'other']
  const isSaid = place === 'picture' || (place === 'prompt' && !isOfPictures)
  return `${findings[finding]}${isSaid && finding !== 'other' ? ` in the ${place}` : ''} (support code ${code})`
}

/**
 * What the support codes in a provider's message mean, as a sentence; null for a message that has none. Pure, and for
 * the browser too: what the provider said is kept as it is.
 */
export function explainSupportCodes(message: string): string | null {
  const found = codesIn(message).slice(0, mostCodes)
  if (found.length === 0) return null
  const isOfPictures = /generated images/i.test(message)
  return `The provider filtered it: ${found.map((code) => explain(code, isOfPictures)).join(', ')}.`
}
