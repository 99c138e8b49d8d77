import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// lib/env.ts reads the environment when it is loaded, so each case loads it anew.
beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllEnvs())

async function reachedBy(environment: { APP_URL?: string; HOST?: string; PORT?: string }) {
  for (const name of ['APP_URL', 'HOST', 'PORT'] as const) vi.stubEnv(name, environment[name])
  const { appUrl, bindHost, isPrivateToThisMachine } = await import('./app-url.ts')
  return { url: appUrl().href, host: bindHost(), isPrivate: isPrivateToThisMachine() }
}

test('a server that was told nothing is for this machine alone', async () => {
  expect(await reachedBy({})).toEqual({ url: 'http://localhost:3000/', host: '127.0.0.1', isPrivate: true })
  expect((await reachedBy({ PORT: '8080' })).host).toBe('127.0.0.1')
})

test('the port is part of the address as long as nobody says another one', async () => {
  expect((await reachedBy({ PORT: '8080' })).url).toBe('http://localhost:8080/')
})

test('a public address opens the server to others', async () => {
  expect(await reachedBy({ APP_URL: 'https://studio.example', PORT: '8080' })).toEqual({
    url: 'https://studio.example/',
    host: '0.0.0.0',
    isPrivate: false,
  })
})

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
  '%s is this machine',
  async (url) => {
    expect(await reachedBy({ APP_URL: url })).toMatchObject({ host: '127.0.0.1', isPrivate: true })
  },
)

test('HOST decides what is bound to, and binding to everybody is never private', async () => {
  expect(await reachedBy({ HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', isPrivate: false })
  vi.resetModules()
  expect(await reachedBy({ HOST: '::1' })).toMatchObject({ host: '::1', isPrivate: true })
})

test('a public address behind a proxy on this machine is not private', async () => {
  expect(await reachedBy({ APP_URL: 'https://studio.example', HOST: '127.0.0.1' })).toMatchObject({
    host: '127.0.0.1',
    isPrivate: false,
  })
})

test('a name that only begins like this machine is another one', async () => {
  expect(await reachedBy({ APP_URL: 'http://localhost.example' })).toMatchObject({
    host: '0.0.0.0',
    isPrivate: false,
  })
})
