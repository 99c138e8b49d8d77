/** A provider's display name and how it fails when it is made to. */
interface Provider {
  readonly name: string
  readonly failure: { readonly status: number; readonly message: string }
}

const AWAY = { status: 503, message: 'The service is currently unavailable.' }

/** The slugs this stand-in's models use; the list of docs.lumenfall.ai "Providers" is longer. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  vertex: { name: 'Google Vertex AI', failure: AWAY },
  // Lumenfall's error reference names this failure for Gemini pins.
  gemini: {
    name: 'Google Gemini API',
    failure: { status: 400, message: 'User location is not supported for API use' },
  },
  replicate: { name: 'Replicate', failure: { status: 500, message: 'Prediction failed' } },
  fal: { name: 'fal.ai', failure: { status: 429, message: 'Concurrent requests limit reached' } },
  openrouter: { name: 'OpenRouter', failure: AWAY },
  'openai-compatible': { name: 'OpenAI compatible', failure: AWAY },
}

/** A provider nobody described goes by its slug and fails with 503. */
export function findProvider(slug: string): Provider {
  return PROVIDERS[slug] ?? { name: slug, failure: AWAY }
}
