import type { Page } from '@playwright/test'

export interface Blocked {
  /** How many tasks of more than 50 ms there were, and how long the longest took, in milliseconds; 0 for none. */
  tasks: number
  longestMs: number
  /** From a key or click to the next frame, as far as the browser tells (16 ms and more), in milliseconds. */
  slowestEventMs: number
  /** The longest gap between two frames, in milliseconds. */
  longestFrameMs: number
}

declare global {
  interface Window {
    blocked?: { tasks: number[]; events: number[]; frames: number[] }
  }
}

/** Begins to watch the page's main thread; what is returned ends it and says what was seen. */
export async function watchTasks(page: Page): Promise<() => Promise<Blocked>> {
  await page.evaluate(() => {
    const seen = { tasks: [] as number[], events: [] as number[], frames: [] as number[] }
    window.blocked = seen
    const observe = (into: number[], options: PerformanceObserverInit) =>
      new PerformanceObserver((list) =>
        into.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe(options)
    observe(seen.tasks, { type: 'longtask' })
    // The lowest that the browser takes.
    observe(seen.events, { type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    let last = performance.now()
    const onFrame = (now: number): void => {
      seen.frames.push(now - last)
      last = now
      if (window.blocked === seen) requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
  return () =>
    page.evaluate(() => {
      const { tasks = [], events = [], frames = [] } = window.blocked ?? {}
      delete window.blocked
      const most = (values: number[]) => Math.round(Math.max(0, ...values))
      return {
        tasks: tasks.length,
        longestMs: most(tasks),
        slowestEventMs: most(events),
        longestFrameMs: most(frames.slice(1)),
      }
    })
}
