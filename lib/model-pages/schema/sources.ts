import type { Source } from './facts.ts'

// What the facts of models are taken from. Read on 22 November 2026.

export const publishedPage: Source = {
  title: 'Lumenfall’s page of the model',
  href: 'https://lumenfall.ai/models/google/imagen-3.0-generate-002',
}
export const vertexPage: Source = {
  title: 'Google Cloud: Imagen 3 on Vertex AI',
  href: 'https://cloud.google.com/vertex-ai/generative-ai/docs/models/imagen/3-0-generate-002',
}
export const geminiEnds: Source = {
  title: 'Gemini API: deprecations',
  href: 'https://ai.google.dev/gemini-api/docs/deprecations',
}
export const firebaseEnds: Source = {
  title: 'Firebase: moving on from Imagen',
  href: 'https://firebase.google.com/docs/ai-logic/imagen-models-migration',
}
export const paper: Source = {
  title: 'Imagen 3, arXiv 2408.07009v3',
  href: 'https://arxiv.org/abs/2408.07009v3',
}
export const arena: Source = {
  title: 'LMArena: catalogue of its arenas',
  href: 'https://github.com/lmarena/arena-catalog/blob/236f9a4/data/leaderboard-image.json',
}
export const routing: Source = {
  title: 'Lumenfall: routing',
  href: 'https://docs.lumenfall.ai/routing',
}
export const generateReference: Source = {
  title: 'Lumenfall: generating images',
  href: 'https://docs.lumenfall.ai/api-reference/images/generate',
}
export const openaiClient: Source = {
  title: 'OpenAI’s JavaScript client, models of images',
  href: 'https://www.npmjs.com/package/openai/v/7.57.0',
}
