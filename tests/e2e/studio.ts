import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'
import { HttpClient } from '../setup/http-client.ts'
import { seedImages } from '../setup/many-images.ts'
import { execute } from '../setup/postgres.ts'
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

const envOf = ({ baseUrl, apiKey }: Pick<Standin, 'baseUrl' | 'apiKey'>) => ({
  LOG_LEVEL: 'warn',
  LUMENFALL_BASE_URL: baseUrl,
  LUMENFALL_API_KEY: apiKey,
  LUMENFALL_EDIT_DRY_RUN: 'on',
  IMPROVE_MODEL: 'google/gemini-3-flash-preview',
})

type Place = { DATA_DIR: string; DATABASE_URL?: string }

/** Where a server keeps what it knows: a copy of one that is set up, or nothing yet. */
async function aPlace(isSetUp: boolean): Promise<Place> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'atelier-e2e-'))
  if (!isSetUp) return { DATA_DIR }
  await cp(join(templateFolder(), 'data'), DATA_DIR, { recursive: true })
  const template = new URL(process.env.ATELIER_TEMPLATE_DATABASE ?? '')
  const url = new URL(template)
  url.pathname = `/studio_${randomUUID().replaceAll('-', '')}`
  await execute(
    new URL('/postgres', template).href,
    `CREATE DATABASE ${url.pathname.slice(1)} TEMPLATE template`,
  )
  return { DATA_DIR, DATABASE_URL: url.href }
}

async function leave({ DATA_DIR, DATABASE_URL }: Place): Promise<void> {
  await rm(DATA_DIR, { recursive: true, force: true })
  if (DATABASE_URL === undefined) return
  const url = new URL(DATABASE_URL)
  await execute(new URL('/postgres', url).href, `DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`)
}

interface StudioOptions {
  /** How many images there are already. */
  seeded?: number
  /** Variables that others do not have. */
  env?: Record<string, string>
}

/** A server with a stand-in of its own: one that is set up, or one that nobody has been on. */
export async function startStudio(
  isSetUp: boolean,
  { seeded = 0, env: more = {} }: StudioOptions = {},
): Promise<EndingStudio> {
  const place = await aPlace(isSetUp)
  if (seeded > 0) await seedImages(place.DATA_DIR, seeded, { url: place.DATABASE_URL })
  const standin = await startStandin()
  const env = { ...envOf(standin), ...place, ...more }
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
      await leave(place)
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
  const place = await aPlace(true)
  const first = await startStandin()
  const { port } = new URL(first.url)
  const server = await startServer({ ...envOf(first), ...place, CHANGES_PER_MINUTE: '100000' })
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
      await leave(place)
    },
  }
}
