import type { NextRequest } from 'next/server'
import { listProviders } from '#lib/auth/providers.ts'
import { comeBack } from '#lib/auth/round-trip.ts'
import { toResponse } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'

/** Where a provider leads back to. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  const { provider } = await params
  if (!listProviders().some(({ id }) => id === provider))
    return toResponse(new AppError('not_found', 'There is nothing at this address.'))
  return comeBack(request, provider)
}
