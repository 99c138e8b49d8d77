import { describe, expect, test } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { setCredential } from '#lib/credentials/data.ts'
import { db } from '#lib/db/client.ts'
import { aViewer, openWorld, someGoogle } from '#tests/setup/world.ts'
import { changeRouting, getRouting } from './data.ts'

openWorld()
const google = someGoogle()

const setGemini = (viewer: Viewer) =>
  setCredential(viewer, { provider: 'gemini', secret: google.gemini.apiKey })
const setVertex = (viewer: Viewer) => {
  const { type, project_id, client_email, private_key_id, private_key } = google.vertex.account
  const account = { type, project_id, client_email, private_key_id, private_key } as const
  return setCredential(viewer, { provider: 'vertex', account, location: 'us-central1' })
}

describe('who is asked', () => {
  test.each<[Role, boolean]>([
    ['owner', true],
    ['admin', true],
    ['editor', false],
    ['member', false],
    ['guest', false],
  ])('a %s says: %s', async (role, may) => {
    const viewer = await aViewer({ role })
    const choice = { policy: 'fastest', percents: { gemini: 90, vertex: 100 } } as const
    if (!may) {
      await expect(changeRouting(viewer, choice)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(getRouting(viewer)).rejects.toMatchObject({ code: 'forbidden' })
      return
    }
    expect(await getRouting(viewer)).toEqual({
      routing: { policy: 'lumenfall', percents: { gemini: 100, vertex: 100 } },
      direct: [],
    })
    await changeRouting(viewer, choice)
    expect((await getRouting(viewer)).routing).toEqual(choice)
    const events = await db.auditEvent.findMany({ where: { teamId: viewer.teamId, action: 'routing.set' } })
    expect(events).toMatchObject([{ detail: { after: choice, before: { policy: 'lumenfall' } } }])
  })
})

describe('a key for a provider', () => {
  test('is refused where Google refuses it, and kept otherwise', async () => {
    const admin = await aViewer({ role: 'admin' })
    await expect(
      setCredential(admin, { provider: 'gemini', secret: 'AIza-of-nobody-at-all' }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Gemini API refuses') })
    await setGemini(admin)
    await setVertex(admin)
    expect(new Set((await getRouting(admin)).direct)).toEqual(new Set(['gemini', 'vertex']))
    const rows = await db.credential.findMany({ where: { teamId: admin.teamId } })
    const dump = JSON.stringify(
      rows.map(({ ciphertext, ...row }) => [row, Buffer.from(ciphertext).toString('latin1')]),
    )
    expect(dump).not.toContain(google.gemini.apiKey)
    expect(dump).not.toContain('PRIVATE KEY')
  })
})
