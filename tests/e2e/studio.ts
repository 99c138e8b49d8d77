import { mkdtempSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'
import { seedImages } from '../setup/many-images.ts'
import { startServer } from '../setup/server-process.ts'

export interface Studio {
  url: string
  standin: Standin
  /** Kills it, and starts it again with the same data on the same address. */
  restart(): Promise<void>
}

/** What global-setup.ts leaves: the data of a server that is set up, and its owner's session. */
export const templateFolder = () => process.env.ATELIER_TEMPLATE ?? ''

interface OwnStudio extends Studio {
  end(): Promise<void>
}

/** A server with a stand-in of its own; with a template's data one that is set up, and in which so many images are. */
export async function startStudio(template: string | null, seeded = 0): Promise<OwnStudio> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-e2e-'))
  if (template !== null) await cp(join(template, 'data'), dataDir, { recursive: true })
  if (seeded > 0) await seedImages(dataDir, seeded)
  const standin = await startStandin()
  const upstream = {
    LUMENFALL_BASE_URL: standin.baseUrl,
    LUMENFALL_API_KEY: standin.apiKey,
    LUMENFALL_EDIT_DRY_RUN: 'on',
    IMPROVE_MODEL: 'google/gemini-3-flash-preview',
  }
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...upstream }
  let server = await startServer(env)
  const { url } = server
  return {
    url,
    standin,
    restart: async () => {
      await server.kill('SIGKILL')
      server = await startServer({ ...env, PORT: new URL(url).port })
    },
    end: async () => {
      await server.kill('SIGKILL')
      await standin.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
