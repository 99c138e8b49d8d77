import { isReady } from '#lib/health.ts'

export const dynamic = 'force-dynamic'

/** 200 once this server can work: its database answers, and it is not stopping. */
export async function GET() {
  return (await isReady()) ? Response.json({ ready: true }) : Response.json({ ready: false }, { status: 503 })
}
