import type { Page } from '@playwright/test'
import { z } from 'zod'

/** Tasks of a page's main thread, measured in one way, in milliseconds. */
interface Tasks {
  /** How many took more than 50. */
  over50: number
  longest: number
  /** Of all of them. */
  total: number
}

export interface Blocked {
  /** By the clock: what somebody at this machine waits for, with all else that the machine does at the time. */
  byClock: Tasks
  /** Time on a processor: what the page itself asks for, however busy the machine is. */
  byProcessor: Tasks
  /** From a key or click to the next frame, as far as the browser tells (16 ms and more), in milliseconds. */
  slowestEventMs: number
  /** The longest gap between two frames, in milliseconds. */
  longestFrameMs: number
}

declare global {
  interface Window {
    blocked?: { events: number[]; frames: number[] }
  }
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Of the clock, and of the thread, in microseconds. */
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.object({ name: z.unknown().optional() }).optional(),
    }),
  ),
})

const summary = (micros: readonly number[]): Tasks => ({
  over50: micros.filter((each) => each > 50_000).length,
  longest: Math.round(Math.max(0, ...micros) / 1_000),
  total: Math.round(micros.reduce((sum, each) => sum + each, 0) / 1_000),
})

/** The tasks of the main threads of what a browser's trace saw. */
function tasksIn(trace: Buffer): Pick<Blocked, 'byClock' | 'byProcessor'> {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()))
  const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid} ${tid}`
  const named = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  )
  const mains = new Set(named.map(threadOf))
  const tasks = traceEvents.filter((event) => event.name.endsWith('::RunTask') && mains.has(threadOf(event)))
  if (tasks.length === 0)
    throw new Error('The trace of this browser tells of no tasks: they have another name.')
  return {
    byClock: summary(tasks.map(({ dur = 0 }) => dur)),
    byProcessor: summary(tasks.map(({ tdur = 0 }) => tdur)),
  }
}

/** Begins to watch the page's main thread; what is returned ends it and says what was seen. */
export async function watchTasks(page: Page): Promise<() => Promise<Blocked>> {
  const browser = page.context().browser()
  if (!browser) throw new Error('This page has no browser of its own to be traced.')
  await page.evaluate(() => {
    const seen = { events: [] as number[], frames: [] as number[] }
    window.blocked = seen
    new PerformanceObserver(
      (list) => seen.events.push(...list.getEntries().map(({ duration }) => duration)),
      // The lowest that the browser takes.
    ).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    let last = performance.now()
    const onFrame = (now: number): void => {
      seen.frames.push(now - last)
      last = now
      if (window.blocked === seen) requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
  await browser.startTracing(page, { categories: ['toplevel'] })
  return async () => {
    const tasks = tasksIn(await browser.stopTracing())
    const frames = await page.evaluate(() => {
      const { events = [], frames: gaps = [] } = window.blocked ?? {}
      delete window.blocked
      const most = (values: number[]) => Math.round(Math.max(0, ...values))
      return { slowestEventMs: most(events), longestFrameMs: most(gaps.slice(1)) }
    })
    return { ...tasks, ...frames }
  }
}
