import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { listModels, readCatalogue } from '#lib/models/data.ts'
import type { Catalogue } from '../schema.ts'
import { stateOf } from '../schema.ts'
import { readRecent } from './measured.ts'
import { today } from './page.ts'
import { readCovers } from './pictures.ts'

/**
 * The API's models, each with how it stands and the newest picture of it that the viewer sees; what their role may not use
 * says so. The built-in one alone while the API's list cannot be read.
 */
export async function getCatalogue(viewer: Viewer): Promise<Catalogue> {
  const [{ cards, isRead }, all] = await Promise.all([readCatalogue(viewer), listModels(viewer)])
  const ids = all.map(({ id }) => id)
  const [recentOf, covers] = await Promise.all([readRecent(viewer, ids), readCovers(viewer, ids)])
  const statuses = new Map(cards.map(({ id, status }) => [id, status]))
  const lines = all.map((card) => {
    const { id } = card
    const about = { id, status: statuses.get(id) ?? null, isRead, recent: recentOf(id), today: today() }
    return { ...card, state: stateOf(about), picture: covers.get(id) ?? null }
  })
  return { lines, isRead }
}
