import { mkdtempSync, readFileSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'
import { HttpClient } from '../setup/http-client.ts'
import { seedImages } from '../setup/many-images.ts'
import { startServer } from '../setup/server-process.ts'

export interface Studio {
  url: string
  /** The team's pages: below this address. */
  home: string
  team: string
  standin: Standin
  /** Kills it, and starts it again with the same data on the same address. */
  restart(): Promise<void>
}

interface EndingStudio extends Studio {
  end(): Promise<void>
}

export interface SharedServer {
  /** A team that nobody was in yet, of the person whose session the browser has. */
  aStudio(): Promise<EndingStudio>
  end(): Promise<void>
}

/** What global-setup.ts leaves: the data of a server that is set up, and its owner's session. */
export const templateFolder = () => process.env.ATELIER_TEMPLATE ?? ''

/** The team that set-up makes. */
const firstTeam = 'northwind-studio'

const envOf = ({ baseUrl, apiKey }: Pick<Standin, 'baseUrl' | 'apiKey'>, dataDir: string) => ({
  DATA_DIR: dataDir,
  LOG_LEVEL: 'warn',
  LUMENFALL_BASE_URL: baseUrl,
  LUMENFALL_API_KEY: apiKey,
  LUMENFALL_EDIT_DRY_RUN: 'on',
  IMPROVE_MODEL: 'google/gemini-3-flash-preview',
})

async function copyOf(template: string | null): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-e2e-'))
  if (template !== null) await cp(join(template, 'data'), dataDir, { recursive: true })
  return dataDir
}

/**
 * A server with a stand-in of its own; with a template's data one that is set up, and in which so many images are.
 * `more` is for variables that others do not have.
 */
export async function startStudio(
  template: string | null,
  seeded = 0,
  more: Record<string, string> = {},
): Promise<EndingStudio> {
  const dataDir = await copyOf(template)
  if (seeded > 0) await seedImages(dataDir, seeded)
  const standin = await startStandin()
  const env = { ...envOf(standin, dataDir), ...more }
  let server = await startServer(env)
  const { url } = server
  return {
    url,
    home: `${url}/t/${firstTeam}`,
    team: firstTeam,
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

const stateSchema = z.object({ cookies: z.array(z.object({ name: z.string(), value: z.string() })) })

/** The owner, without a browser. */
function ownerOf(url: string): HttpClient {
  const { cookies } = stateSchema.parse(
    JSON.parse(readFileSync(join(templateFolder(), 'session.json'), 'utf8')),
  )
  const client = new HttpClient(url)
  for (const { name, value } of cookies) client.keep(name, value)
  return client
}

/**
 * A server for many tests, one after another: a team for each, and a stand-in that nobody used yet, always at the same
 * address.
 */
export async function startSharedServer(): Promise<SharedServer> {
  const dataDir = await copyOf(templateFolder())
  const first = await startStandin()
  const { port } = new URL(first.url)
  const server = await startServer({ ...envOf(first, dataDir), CHANGES_PER_MINUTE: '100000' })
  await first.close()
  const owner = ownerOf(server.url)
  return {
    aStudio: async () => {
      const standin = await startStandin({ port: Number(port) })
      const { text } = await owner.act('teams.makeTeam', [{ name: 'Northwind Studio', timeZone: 'UTC' }])
      const team = /"slug":"([^"]+)"/.exec(text)?.[1]
      if (team === undefined) throw new Error(`There is no team: ${text}`)
      return {
        url: server.url,
        home: `${server.url}/t/${team}`,
        team,
        standin,
        restart: () => Promise.reject(new Error('Others share this server: use one of its own.')),
        end: async () => {
          // What still waits would be called in the next test.
          await owner.act('queue.cancelMine', [{ team }], { team })
          await standin.close()
        },
      }
    },
    end: async () => {
      await server.kill('SIGKILL')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
