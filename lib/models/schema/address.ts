/** Where a model's page is. Its id may hold a slash, which stays one. */
export const modelPath = (team: string, modelId: string) => `/t/${team}/models/${modelId}`

/**
 * The same page as Markdown, for agents, or the whole catalogue: below /api/t/[team] with a session, below /openai/v1 with a
 * program's token.
 */
export const modelTextPath = (modelId?: string) =>
  modelId === undefined ? '/models/llms.txt' : `/models/llms.txt?model=${encodeURIComponent(modelId)}`

/** What the gallery's search finds of a model. */
export const modelGalleryPath = (team: string, modelId: string) =>
  `/t/${team}/gallery?show=team&search=${encodeURIComponent(`model:${modelId}`)}`
