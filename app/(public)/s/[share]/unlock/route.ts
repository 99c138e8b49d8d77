import { cookies, headers } from 'next/headers'
import { appUrl } from '#lib/app-url.ts'
import { bytesBody, toResponse } from '#lib/auth/team-route.ts'
import { countMiss } from '#lib/auth/throttle.ts'
import { unlock } from '#lib/auth/visitor-proof.ts'
import { shareCookie } from '#lib/auth/visitor.ts'
import { AppError } from '#lib/errors.ts'
import { addressOf } from '#lib/network.ts'
import { sharePath, unlockSchema } from '#lib/shares/schema.ts'

const maxBytes = 4_096

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })

/** The password of a link, as the form sends it, with or without a script. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ share: string }> },
): Promise<Response> {
  try {
    const { share } = await params
    const address = addressOf(await headers())
    const form = new URLSearchParams((await bytesBody(request, maxBytes)).toString('utf8'))
    const { data } = unlockSchema.safeParse(Object.fromEntries(form))
    const found = await unlock(share, data?.password ?? '', address)
    const path = sharePath(share)
    switch (found.kind) {
      case 'unknown':
        await countMiss(address)
        throw new AppError('not_found', 'There is nothing at this address.')
      case 'wrong':
        return seeOther(`${path}?password=wrong`)
      case 'open':
        return seeOther(path)
      case 'opened':
        ;(await cookies()).set(shareCookie, found.key, {
          path,
          httpOnly: true,
          sameSite: 'lax',
          secure: appUrl().protocol === 'https:',
        })
        return seeOther(path)
    }
  } catch (error) {
    return toResponse(error)
  }
}
