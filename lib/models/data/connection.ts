import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { upstreamOf } from '#lib/credentials/run.ts'
import { env } from '#lib/env.ts'
import type { Upstream } from '#lib/upstream/port.ts'
import { upstream } from '#lib/upstream/upstream.ts'

/** Whom an answer was given to: what is kept of answers is kept by it. */
export const accountOf = ({ credentialId }: Viewer): string => credentialId ?? 'server'

/** What the viewer's team calls. Throws UpstreamError `key_missing`. */
export function viewerUpstream(viewer: Viewer): Promise<Upstream> {
  return upstreamOf(accountOf(viewer))
}

/** Whether pictures are drawn by the stand-in or paid for. Kept with everything that is made, for ever. */
export function upstreamEnvironment(viewer: Viewer): 'standin' | 'live' {
  return viewer.credentialId === null ? upstream().environment : 'live'
}

/** The address of the API for a program of the viewer's own; where the stand-in draws, of the API that it stands for. */
export function upstreamBaseUrl(_viewer: Viewer): string {
  return env.LUMENFALL_BASE_URL
}
