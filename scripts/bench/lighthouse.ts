import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cookie } from '@playwright/test'
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { findBrowser } from '../test/browser.ts'

export interface Visit {
  performance: number
  accessibility: number
  bestPractices: number
  layoutShift: number
  /** Milliseconds, on a phone as Lighthouse simulates it. */
  largestPaintMs: number
  firstPaintMs: number
  blockedMs: number
  /** What a page lost points for, but for speed. */
  faults: string[]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

/**
 * Looks at a page as Lighthouse's phone does, in a browser of its own that knows nothing but these cookies. On a busy
 * machine it sometimes sees nothing, and says so: then it looks again, three times at most.
 */
export async function visit(url: string, cookies: Cookie[], attempt = 1): Promise<Visit> {
  try {
    return await look(url, cookies)
  } catch (error) {
    if (attempt === 3) throw error
    console.error(String(error))
    return visit(url, cookies, attempt + 1)
  }
}

async function look(url: string, cookies: Cookie[]): Promise<Visit> {
  const port = await freePort()
  const profile = mkdtempSync(join(tmpdir(), 'atelier-visit-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
  })
  try {
    await context.addCookies(cookies)
    const result = await lighthouse(url, {
      port,
      logLevel: 'silent',
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
    })
    if (!result) throw new Error(`Lighthouse said nothing about ${url}.`)
    const { audits, categories, runtimeError } = result.lhr
    if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`)
    const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
    const figure = (name: string) => audits[name]?.numericValue ?? Number.NaN
    const judged = ['accessibility', 'best-practices'].flatMap((name) => categories[name]?.auditRefs ?? [])
    const failed = judged.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      layoutShift: Number(figure('cumulative-layout-shift').toFixed(4)),
      largestPaintMs: Math.round(figure('largest-contentful-paint')),
      firstPaintMs: Math.round(figure('first-contentful-paint')),
      blockedMs: Math.round(figure('total-blocking-time')),
      faults: failed.map(({ id }) => id),
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** The middle of several visits, figure by figure. */
export function middle(visits: readonly Visit[]): Visit & { rounds: number } {
  const of = (pick: (visit: Visit) => number) => median(visits.map(pick))
  return {
    performance: of((each) => each.performance),
    accessibility: of((each) => each.accessibility),
    bestPractices: of((each) => each.bestPractices),
    layoutShift: of((each) => each.layoutShift),
    largestPaintMs: of((each) => each.largestPaintMs),
    firstPaintMs: of((each) => each.firstPaintMs),
    blockedMs: of((each) => each.blockedMs),
    faults: [...new Set(visits.flatMap(({ faults }) => faults))],
    rounds: visits.length,
  }
}
