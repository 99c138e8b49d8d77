import type { CredentialProvider } from '#lib/credentials/schema.ts'

interface KeyWords {
  title: string
  lead: string
  /** Of the field, where there is none yet. */
  field: string
  placeholder: string
  hint: string
  /** "Set the key": told apart from those of the others on the page. */
  key: string
  done: string
  removal: string
}

const directHint = 'Google is asked whether it knows the key. Nothing is generated for that.'
const directRemoval =
  'From then on nobody is asked with it. What is under way is kept; what waits goes another way.'

/** What a page says of a key, by whose it is. */
export const keyWords: Record<CredentialProvider, KeyWords> = {
  lumenfall: {
    title: 'The team’s key',
    lead: 'With a key of its own, the team’s pictures are paid by its own account at Lumenfall. It is encrypted here, and nobody can read it again, neither on this page nor in a backup of the database.',
    field: 'Key for Lumenfall',
    placeholder: 'lmnfl_…',
    hint: 'The API is asked whether it knows the key. What waits in the queue is cancelled, free of charge.',
    key: 'the key',
    done: 'The key is set. From now on the team’s pictures are made with it.',
    removal:
      'From then on the team’s pictures are made with this server’s key, or by the stand-in where it has none. What waits in the queue is cancelled, free of charge; what is under way is kept.',
  },
  gemini: {
    title: 'Gemini API',
    lead: 'A key from Google AI Studio. Imagen models can then be called there directly, as the routing below says.',
    field: 'Key for the Gemini API',
    placeholder: 'AIza…',
    hint: directHint,
    key: 'the Gemini API key',
    done: 'The key is set. Choose below when it is used.',
    removal: directRemoval,
  },
  vertex: {
    title: 'Vertex AI',
    lead: 'The key file of a service account that may call Vertex AI. Imagen models can then be called in its project directly, as the routing below says.',
    field: 'Key file of the service account',
    placeholder: '{ "type": "service_account", … }',
    hint: directHint,
    key: 'the Vertex AI key',
    done: 'The key is set. Choose below when it is used.',
    removal: directRemoval,
  },
}
