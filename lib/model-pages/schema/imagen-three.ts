import type { ModelFacts } from './facts.ts'
import { imagen3Benchmarks } from './imagen-three-benchmarks.ts'
import { imagen3Uses } from './imagen-three-uses.ts'
import { firebaseEnds, generateReference, paper, publishedPage, routing, vertexPage } from './sources.ts'

/** The first model, in facts: what its published pages, its paper and its provider's documents say, in our words. */
export const imagen3: ModelFacts = {
  id: 'imagen-3.0-generate-002',
  family: 'imagen-3',
  input: ['text'],
  output: ['image'],
  sizes: [
    { ratio: '1:1', pixels: '1024x1024' },
    { ratio: '3:4', pixels: '896x1280' },
    { ratio: '4:3', pixels: '1280x896' },
    { ratio: '9:16', pixels: '768x1408' },
    { ratio: '16:9', pixels: '1408x768' },
  ],
  sizesSource: vertexPage,
  limits: [
    {
      label: 'Prompt',
      value: '480 tokens; the API may refuse more than 1,000 characters',
      source: vertexPage,
    },
    {
      label: 'Images',
      value: '1 to 10 a request; above 4 the API makes several calls of it',
      source: generateReference,
    },
    {
      label: 'Languages',
      value: 'English; Chinese, Hindi, Japanese, Korean, Portuguese and Spanish as a preview',
      source: vertexPage,
    },
    { label: 'Negative prompts', value: 'Not taken: say what should be there instead', source: vertexPage },
    { label: 'Watermark', value: 'SynthID, invisible, in every picture', source: vertexPage },
    { label: 'AVIF', value: 'Up to 1,600 pixels', source: publishedPage },
  ],
  regions: { vertex: 'Global', gemini: 'Global' },
  overview: [
    'Imagen 3 makes pictures from text. It reads long descriptions closely: a prompt that names the camera, the light, the palette and several subjects is mostly drawn as it stands, down to the words on a sign.',
    'It came out at the beginning of 2025 as the second version of Google’s third Imagen, and is called through Vertex AI and the Gemini API.',
  ],
  strengths: [
    'Follows long prompts: camera, palette, several subjects in their places',
    'Writes legible, correctly spelled words into the picture, best with up to 25 characters',
    'Photographs convincingly: skin tones, materials, the way light falls',
    'Fewer artefacts than its predecessors',
  ],
  weaknesses: [
    'The safety filter refuses some harmless prompts; what is refused costs nothing',
    'One artistic hand over a whole series is hard to hold: there is no seed and no reference picture',
    'Counting, scale, and who does what to whom go wrong most often',
  ],
  background: [
    'A latent diffusion model, conditioned by large transformer text encoders and trained on images with detailed, high-quality captions. Pictures are made at about one megapixel, in five shapes.',
    'Prompts and pictures pass safety filters, and each picture carries SynthID, a watermark that is not seen.',
  ],
  bestFor: [
    'Marketing and advertising pictures',
    'Product prototypes and packaging',
    'Illustrations for web pages and articles',
    'Posters and signs with a few words on them',
  ],
  uses: imagen3Uses,
  benchmarks: imagen3Benchmarks,
  questions: [
    {
      question: 'Why was a harmless prompt refused?',
      answer:
        'Filters look at the prompt and at what was drawn, and err on the careful side. Nothing is charged. Rephrase: name the scene rather than its mood, leave out names of people, and try again.',
    },
    {
      question: 'How are words written into a picture?',
      answer:
        'Put them in quotation marks, keep each phrase to 25 characters and all to three phrases, and name a general kind of lettering and its size. Expect a few attempts.',
    },
    {
      question: 'Does it take negative prompts or a seed?',
      answer:
        'No. This version dropped negative prompts, and the API lists no seed for it. Describe what should be there: “an empty street” rather than “no people”.',
    },
  ],
  links: [publishedPage, vertexPage, paper, generateReference, routing, firebaseEnds],
}
