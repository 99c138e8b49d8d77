export const dynamic = 'force-dynamic'

/** 200 while the process answers at all. Whether it can also work, /api/ready says. */
export function GET() {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
