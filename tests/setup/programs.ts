import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'
import { HttpClient } from './http-client.ts'
import { startServer } from './server-process.ts'

const team = 'northwind-studio'
const person = { email: 'ada@example.test', password: 'correct horse battery' }

export interface Programs {
  /** Where a client's `baseURL` leads. */
  baseURL: string
  team: string
  standin: Standin
  /** The owner, without a browser. */
  owner: HttpClient
  /** A new token of the owner's, as it was said once. */
  token(changes?: Record<string, unknown>): Promise<string>
  /** An OpenAI client that nothing of ours is in. */
  client(options?: ConstructorParameters<typeof OpenAI>[0]): Promise<OpenAI>
  /** Kills the server, and starts it again with the same data at the same address; with other settings, until the next time. */
  restart(changes?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

const secretIn = (text: string) => z.string().parse(/"secret":"(atelier_[\w-]+)"/.exec(text)?.[1])

/** A server that is set up, over a stand-in for the API, with tokens for programs. */
export async function startPrograms(env: Record<string, string> = {}): Promise<Programs> {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-programs-'))
  const standin = await startStandin()
  const own = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    LUMENFALL_BASE_URL: standin.baseUrl,
    LUMENFALL_API_KEY: standin.apiKey,
    CHANGES_PER_MINUTE: '100000',
    ...env,
  }
  let server = await startServer(own)
  const { url } = server
  const owner = new HttpClient(url)
  const names = { name: 'Ada', teamName: 'Northwind Studio', timeZone: 'UTC' }
  await owner.act('auth.createStudio', [{ ...person, ...names }])
  const baseURL = `${url}/openai/v1`
  const token = async (changes: Record<string, unknown> = {}) => {
    const scopes = ['models:read', 'images:create']
    const wanted = { team, id: uuid(), name: 'A program', scopes, days: 7, corsOrigins: [], ...changes }
    const { text } = await owner.act('tokens.makeToken', [wanted], { team })
    return secretIn(text)
  }
  return {
    baseURL,
    team,
    standin,
    owner,
    token,
    client: async (options = {}) =>
      new OpenAI({ baseURL, apiKey: options.apiKey ?? (await token()), ...options }),
    restart: async (changes = {}) => {
      await server.kill('SIGKILL')
      server = await startServer({ ...own, ...changes, PORT: new URL(url).port })
    },
    stop: async () => {
      await server.kill('SIGKILL')
      await standin.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
