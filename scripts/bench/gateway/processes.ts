import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const msPerTick = 10

function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  return tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
}

/** A process and everything that it has started; what ends meanwhile is left out. */
function treeOf(pid: number): number[] {
  try {
    return [pid, ...childrenOf(pid).flatMap(treeOf)]
  } catch {
    return []
  }
}

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold anything: user and system time, and those of children that have ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
  } catch {
    return 0
  }
}

/** Processor time that a process and its children have used so far, in ms. */
export const cpuMsOf = (pid: number): number =>
  treeOf(pid).reduce((sum, each) => sum + ticksOf(each), 0) * msPerTick

function kilobytesOf(pid: number, name: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
}

/** The most memory that a process and its children have held since `forgetPeak`, and what they hold now, in MiB. */
export function memoryOf(pid: number): { peak: number; now: number } {
  const sum = (name: 'VmHWM' | 'VmRSS') =>
    Math.round(treeOf(pid).reduce((total, each) => total + kilobytesOf(each, name), 0) / 1024)
  return { peak: sum('VmHWM'), now: sum('VmRSS') }
}

export function forgetPeak(pid: number): void {
  for (const each of treeOf(pid)) writeFileSync(`/proc/${each}/clear_refs`, '5')
}

/** Waits until a process does next to nothing, at most five minutes: what it does after its answers is done then. */
export async function whenIdle(pid: number): Promise<void> {
  const momentMs = 500
  for (let quiet = 0, looks = 0; quiet < 4 && looks < 600; looks++) {
    const before = cpuMsOf(pid)
    await wait(momentMs)
    quiet = cpuMsOf(pid) - before <= momentMs * 0.1 ? quiet + 1 : 0
  }
}
