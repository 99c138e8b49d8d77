import { IMAGEN_3_SIZES } from '../models/imagen.ts'
import { GoogleError } from './errors.ts'
import type { GoogleApi } from './state.ts'

export interface GoogleModel {
  readonly id: string
  readonly name: string
  /** Past its end: answered like one that never was. */
  readonly isRetired?: boolean
  /** In micro-dollars, an image. Of Imagen 3 it is documented, of the others a guess. */
  readonly unitMicros: number
  readonly scales: readonly ('1K' | '2K')[]
}

const models: readonly GoogleModel[] = [
  { id: 'imagen-3.0-generate-002', name: 'Imagen 3.0', unitMicros: 30_000, scales: ['1K'] },
  {
    id: 'imagen-3.0-generate-001',
    name: 'Imagen 3.0 001',
    unitMicros: 30_000,
    scales: ['1K'],
    isRetired: true,
  },
  { id: 'imagen-4.0-generate-001', name: 'Imagen 4', unitMicros: 40_000, scales: ['1K', '2K'] },
  { id: 'imagen-4.0-fast-generate-001', name: 'Imagen 4 Fast', unitMicros: 20_000, scales: ['1K'] },
]

export const servedModels = () => models.filter(({ isRetired }) => isRetired !== true)

export type Ratio = keyof typeof IMAGEN_3_SIZES

export const isRatio = (text: unknown): text is Ratio =>
  typeof text === 'string' && Object.hasOwn(IMAGEN_3_SIZES, text)

/** Google's sizes of Imagen 3. That Imagen 4 has the same, and twice that in 2K, is a guess. */
export function pixelsOf(ratio: Ratio, scale: '1K' | '2K'): { width: number; height: number } {
  const [width = 1024, height = 1024] = IMAGEN_3_SIZES[ratio].split('x').map(Number)
  const factor = scale === '2K' ? 2 : 1
  return { width: width * factor, height: height * factor }
}

/** How the Gemini API words it was seen often; of Vertex AI the status alone is documented, and the words are a guess. */
export function requireModel(api: GoogleApi, id: string, pathname: string): GoogleModel {
  const model = servedModels().find((one) => one.id === id)
  if (model !== undefined) return model
  const place = pathname.replace(/^\/v\w+\//, '').replace(/:predict$/, '')
  const message =
    api === 'gemini'
      ? `${place} is not found for API version v1beta, or is not supported for predict. Call ListModels to see the list of available models and their supported methods.`
      : `Publisher Model \`${place}\` was not found or your project does not have access to it.`
  throw new GoogleError('NOT_FOUND', message)
}
