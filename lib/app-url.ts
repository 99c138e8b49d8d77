import { env } from '#lib/env.ts'

/** Where people reach this server: APP_URL, or this machine alone. */
export function appUrl(): URL {
  return new URL(env.APP_URL ?? `http://localhost:${env.PORT}`)
}

/** The same as whoever sends a request reaches it, by headers that the door has written. */
export const originOf = (headers: Headers): string =>
  env.APP_URL
    ? new URL(env.APP_URL).origin
    : `${headers.get('x-forwarded-proto') ?? 'http'}://${headers.get('x-forwarded-host') ?? ''}`

const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

export const isLoopback = (hostname: string) => loopback.has(hostname)

/** What the server binds to: everybody only when it is meant to be reached by others. */
export function bindHost(): string {
  return env.HOST ?? (isLoopback(appUrl().hostname) ? '127.0.0.1' : '0.0.0.0')
}

/** Whether only this machine can come in. */
export function isPrivateToThisMachine(): boolean {
  return isLoopback(appUrl().hostname) && isLoopback(bindHost())
}
