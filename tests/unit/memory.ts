/**
 * Runs something, and returns by how many MB the memory of this process (resident, as the system counts it) was
 * higher at its highest than before.
 */
export async function peakGrowth(act: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  let highest = before
  const sample = () => (highest = Math.max(highest, process.memoryUsage.rss()))
  const timer = setInterval(sample, 5)
  try {
    await act()
  } finally {
    clearInterval(timer)
  }
  sample()
  return (highest - before) / 1_000_000
}

/** Connections of this process that are open, on either side. */
export const openSockets = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
