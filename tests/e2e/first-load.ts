import { gzipSync } from 'node:zlib'
import type { Page, Request } from '@playwright/test'

/** What an empty page of this Next.js loads, in kB of gzip: `npm run bench:web` says it, under `empty`. */
export const empty = { next: '16.4.6', kB: 134.4 }

export interface LoadedScript {
  /** Below `.next`: `static/chunks/….js`. */
  file: string
  gzipBytes: number
}

/** Without what a build with source maps adds. */
const withoutMap = (script: string) => script.replace(/\s*\/\/# sourceMappingURL=\S+\s*$/, '')

/** How long nothing may be asked for until a page counts as loaded. */
const quietMs = 700

/** Every script that a page has loaded when it has come to rest, each once, and its size by gzip at its best. */
export async function firstLoad(page: Page, url: string): Promise<LoadedScript[]> {
  const scripts = new Map<string, Request>()
  const open = new Set<Request>()
  let changedAt = Date.now()
  const settle = (request: Request) => {
    open.delete(request)
    changedAt = Date.now()
  }
  page.on('request', (request) => {
    // The stream of events never ends.
    if (request.resourceType() === 'eventsource') return
    open.add(request)
    changedAt = Date.now()
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) scripts.set(pathname.replace('/_next/', ''), request)
  })
  page.on('requestfinished', settle)
  page.on('requestfailed', settle)
  await page.goto(url)
  while (open.size > 0 || Date.now() - changedAt < quietMs) await page.waitForTimeout(50)
  return Promise.all(
    [...scripts].map(async ([file, request]) => {
      const response = await request.response()
      const text = withoutMap((await response?.text()) ?? '')
      return { file, gzipBytes: gzipSync(text, { level: 9 }).length }
    }),
  )
}

/** Of all of them together, in kB of 1,000 bytes. */
export const kiloBytes = (scripts: readonly LoadedScript[]) =>
  scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000
