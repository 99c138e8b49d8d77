import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { promptPolicy } from '../policy.ts'
import type { Labelling } from '../schema.ts'
import { requirePrompt } from './save.ts'
import { lockPrompt } from './versions.ts'

const mostLabels = 20

/**
 * Puts a label on a version, takes it to another, or away: each is on one version of its prompt. What is protected is
 * moved, freed and taken away by those alone who may protect. Throws AppError `not_found`, `forbidden`, `invalid` (too
 * many).
 */
export async function labelVersion(viewer: Viewer, input: Labelling): Promise<void> {
  await requirePrompt(viewer, input.prompt)
  await db.$transaction(async (tx) => {
    await lockPrompt(viewer, tx, input.prompt)
    const { prompt: promptId, name, version, isProtected } = input
    const where = { promptId, teamId: viewer.teamId }
    const before = await tx.promptLabel.findFirst({
      where: { ...where, name },
      select: { isProtected: true },
    })
    const isAboutProtection = before?.isProtected === true || isProtected === true
    if (isAboutProtection && !promptPolicy.protect(viewer))
      throw new AppError('forbidden', 'This label is protected: only editors move it.')
    if (version === null) {
      await tx.promptLabel.deleteMany({ where: { ...where, name } })
      return
    }
    const wanted = await tx.promptVersion.findFirst({
      where: { ...where, id: version },
      select: { id: true },
    })
    if (!wanted) throw new AppError('not_found', 'That version is gone.')
    if (!before && (await tx.promptLabel.count({ where })) >= mostLabels)
      throw new AppError('invalid', `A prompt has at most ${mostLabels} labels.`)
    const moved = { versionId: version, movedById: viewer.userId, movedAt: new Date() }
    const protection = isProtected === undefined ? {} : { isProtected }
    await tx.promptLabel.upsert({
      where: { promptId_name: { promptId, name } },
      create: { ...where, name, ...moved, ...protection },
      update: { ...moved, ...protection },
      select: { name: true },
    })
  })
}
