import { gateOf, isOpen, medianTimes, rest } from '#lib/routing/run.ts'
import type { Gate } from '#lib/routing/run.ts'
import { orderOf } from '#lib/routing/schema.ts'
import type { DirectUpstream, GenerationCall, Upstream } from '#lib/upstream/port.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import type { Attempt } from './attempt.ts'
import { connectionOf } from './connect.ts'
import type { WorkerContext } from './context.ts'
import type { Outcome } from './outcome.ts'

/** Where a call can go: to whom, and with which key. */
export interface Way {
  upstream: Upstream | DirectUpstream
  credentialId: string | null
  gate: Gate
}

type Place = Pick<Way, 'credentialId'> & { upstream: Pick<Way['upstream'], 'name'> }

const gateTo = (ctx: WorkerContext, { upstream: { name }, credentialId }: Place): Gate =>
  gateOf(`${name} ${credentialId ?? 'server'}`, ctx.placesOfProvider?.[name] ?? ctx.places)

/** The call without its pictures' bytes, by which a provider can say whether it would take it. */
const shapeOf = ({ modelId, pinnedProvider, prompt, n, parameters, inputs }: Attempt) => ({
  modelId,
  provider: pinnedProvider,
  prompt,
  n,
  parameters,
  inputs: inputs.map(({ role, mime }) => ({ role, mime, bytes: new Uint8Array() })),
})

/** Whom the team can call directly, for this call. The stand-in draws for nobody who has a key. */
async function directWays(ctx: WorkerContext, attempt: Attempt): Promise<Way[]> {
  const { settings, keys } = attempt.route
  if (settings.policy === 'lumenfall' || attempt.environment === 'standin') return []
  const call: Omit<GenerationCall, 'traceId'> = shapeOf(attempt)
  const ways: Way[] = []
  for (const { id } of keys) {
    const upstream = await ctx.open(id)
    if (upstream && upstream.name !== 'lumenfall' && upstream.objection(call) === null)
      ways.push({ upstream, credentialId: id, gate: gateTo(ctx, { upstream, credentialId: id }) })
  }
  return ways
}

async function lumenfallWay(ctx: WorkerContext, attempt: Attempt): Promise<Way | null> {
  const upstream = await connectionOf(ctx, attempt)
  const { credentialId } = attempt
  return upstream && { upstream, credentialId, gate: gateTo(ctx, { upstream, credentialId }) }
}

/** The ways that are left for an attempt that is not sent yet, the best first. None: nobody has a key for it any more. */
export async function waysOf(ctx: WorkerContext, attempt: Attempt): Promise<Way[]> {
  const { route, pinnedProvider: pin, teamId, modelId } = attempt
  const direct = await directWays(ctx, attempt)
  const lumenfall = await lumenfallWay(ctx, attempt)
  const able = direct.flatMap(({ upstream: { name } }) => (name === 'lumenfall' ? [] : [name]))
  const medianMs = route.settings.policy === 'fastest' ? await medianTimes(teamId, modelId) : {}
  return orderOf({ ...route.settings, pin, able, medianMs })
    .filter((name) => !route.tried.includes(name))
    .map((name) => [lumenfall, ...direct].find((way) => way?.upstream.name === name) ?? null)
    .filter((way) => way !== null)
}

/** The best way that is open, and where none is, the best. Whoever asks goes at once: others may take its last place. */
export const openWay = (ways: readonly Way[]): Way | null =>
  ways.find(({ gate }) => isOpen(gate)) ?? ways[0] ?? null

/** How much of the time for the whole request is left for a call, in ms. */
export const leftMs = (ctx: WorkerContext, { route }: Pick<Attempt, 'route'>): number =>
  Math.max(0, ctx.deadlineMs - route.spentMs)

/** What another upstream may do better. What is wrong with the request, or with its words, it is everywhere. */
const worthAnother: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'key_refused',
  'insufficient_balance',
  'model_gone',
  'rate_limited',
  'providers_exhausted',
  'provider_error',
  'upstream_error',
  'unreachable',
])

/** Less is no time for a picture. */
const leastMs = 1_000

/**
 * The same outcome; where the call surely cost nothing, and somebody else may make the picture in the time that is left,
 * with the word that it goes on.
 */
export async function withFailover(ctx: WorkerContext, attempt: Attempt, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'failed') return outcome
  const { code, retryAfterSeconds } = outcome.failure
  if (code === 'rate_limited' && retryAfterSeconds !== null)
    rest(
      gateTo(ctx, { upstream: { name: attempt.upstream }, credentialId: attempt.credentialId }),
      retryAfterSeconds * 1_000,
    )
  const isFree = !outcome.told?.costMicros
  if (!isFree || !worthAnother.has(code)) return outcome
  const { route, upstream } = attempt
  const tookMs = attempt.sentAt === null ? 0 : Date.now() - attempt.sentAt.getTime()
  const next = {
    ...attempt,
    route: { ...route, tried: [...route.tried, upstream], spentMs: route.spentMs + tookMs },
  }
  if (leftMs(ctx, next) < leastMs) return outcome
  const ways = await waysOf(ctx, next)
  return ways.length > 0 ? { ...outcome, again: true } : outcome
}
