import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { currentCredential, openUpstream } from '#lib/credentials/run.ts'
import { installDatabase } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { env } from '#lib/env.ts'
import { startWorker } from '#lib/generations/run.ts'
import { startJobs } from '#lib/jobs/boss.ts'
import { startRealtime } from '#lib/realtime/channel.ts'
import type { Spool } from '#lib/storage/spool.ts'
import { openSpool } from '#lib/storage/spool.ts'
import type { Storage } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import type { Upstream } from '#lib/upstream/port.ts'
import { installStandin, upstream } from '#lib/upstream/upstream.ts'
import type { KillPoint } from './kill-points.ts'

// A worker in a process of its own, which kills itself with SIGKILL at a given point: what a worker does between two
// steps cannot be hit by a signal from outside. The points are the ports that it calls.

const [killAt = '', standinUrl = '', standinKey = ''] = process.argv.slice(2)

function dieAt(point: KillPoint): void {
  if (point === killAt) process.kill(process.pid, 'SIGKILL')
}

const dyingUpstream = (real: Upstream): Upstream => ({
  ...real,
  send: async (call, options) => {
    dieAt('before the call')
    const calling = real.send(call, {
      ...options,
      record: (head) => {
        dieAt('at the first byte of the answer')
        return options.record(head)
      },
    })
    // Long enough that a form is made and has arrived, on a busy machine too; the stand-in takes twice as long.
    setTimeout(() => dieAt('during the call'), 1_000)
    await calling
  },
})

const dyingSpool = (real: Spool): Spool => ({
  ...real,
  find: async (attemptId) => {
    dieAt('when the answer is recorded')
    return real.find(attemptId)
  },
})

const dyingStorage = (real: Storage): Storage => ({
  ...real,
  put: async (key, bytes) => {
    dieAt('before the bytes are stored')
    await real.put(key, bytes)
    dieAt('when the bytes are stored')
  },
})

installStandin(standinUrl, standinKey)
installDatabase(await openDatabase())
await startRealtime()
await startJobs()
const worker = await startWorker(
  {
    owner: uuid(),
    upstream: dyingUpstream(upstream()),
    open: openUpstream,
    keyOf: currentCredential,
    storage: dyingStorage(storage()),
    spool: dyingSpool(openSpool(join(env.DATA_DIR, 'spool'))),
    places: 8,
    deadlineMs: 10_000,
    lookupMs: 2_000,
    maxPixels: env.MAX_IMAGE_PIXELS,
  },
  false,
)
process.send?.('working')
process.on('disconnect', () => void worker.stop(0).then(() => process.exit(0)))
